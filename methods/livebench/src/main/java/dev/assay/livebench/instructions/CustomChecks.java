package dev.assay.livebench.instructions;

import dev.assay.livebench.text.Python;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Instructions for one request each.
final class CustomChecks {
    private static final Pattern DIGITS = Python.pattern("\\d+");
    private static final Pattern QUESTION = Python.pattern("\\n*(?:Question \\d+[.|):;]?\\s*)");
    private static final Pattern OPTION = Python.pattern("[A-Ea-e][.|)]\\s*\\w+");
    private static final Pattern DATE = Python.pattern("(\\d{4})-(\\d{2})-(\\d{2})");
    private static final Pattern SPECIAL = Python.pattern("\".*[^\\d\\w\\s].*\"");
    private static final Pattern PRODUCTS = header(",[ \\t]*", "ProductID", "Category", "Brand", "Price", "Stock");
    private static final Pattern STUDENTS = header("\\t *", "StudentID", "Subject", "Grade", "Semester", "Score");
    private static final List<String> CITIES = List.of("ID", "Country", "City", "Year", "Count");
    private static final List<String> MULTIPLES = List.of("14", "21", "28", "35", "42", "49");
    private static final List<String> CAPITALS = List.of(
            ("Reykjavik Helsinki Oslo Tallinn Stockholm Riga Moscow Copenhagen Vilnius Minsk Dublin Berlin Amsterdam Warsaw"
                            + " London Brussels Prague Luxembourg Paris Vienna Bratislava Budapest Vaduz Chisinau Bern"
                            + " Ljubljana Zagreb")
                    .split(" "));
    private static final int COUNTRIES = 52;

    private CustomChecks() {}

    static final Map<String, Check> CHECKS = Map.ofEntries(
            Map.entry(
                    "custom:multiples",
                    (response, arguments) -> Python.findAll(DIGITS, response).equals(MULTIPLES)),
            Map.entry("custom:mcq_count_length", CustomChecks::questions),
            Map.entry("custom:reverse_newline", CustomChecks::countries),
            Map.entry("custom:word_reverse", CustomChecks::wordsReversed),
            Map.entry(
                    "custom:character_reverse",
                    (response, arguments) -> Python.lower(response).contains("elgae dlab")),
            Map.entry("custom:sentence_alphabet", CustomChecks::alphabet),
            Map.entry("custom:european_capitals_sort", CustomChecks::capitals),
            Map.entry("custom:csv_city", CustomChecks::cities),
            Map.entry("custom:csv_special_character", CustomChecks::products),
            Map.entry("custom:csv_quotes", CustomChecks::students),
            Map.entry("custom:date_format_list", CustomChecks::dates));

    private static Pattern header(String separator, String... names) {
        List<String> either = new ArrayList<>();
        for (String name : names) {
            either.add("(" + name + "|\"" + name + "\")");
        }
        return Python.pattern(String.join(separator, either));
    }

    private static boolean questions(String response, Arguments arguments) {
        if (!response.startsWith("Question")) {
            return false;
        }
        List<String> questions = QUESTION.splitAsStream(response)
                .map(Python::strip)
                .filter(question -> !question.isEmpty())
                .toList();
        int before = -1;
        for (String question : questions) {
            int length = lengthOf(question);
            if (length <= before) {
                return false;
            }
            before = length;
        }
        return questions.size() == 4;
    }

    /// The length of a question's text, or -1 where it does not have five options.
    private static int lengthOf(String question) {
        StringBuilder text = new StringBuilder();
        int options = 0;
        for (String line : Python.lines(question)) {
            if (OPTION.matcher(Python.strip(line)).lookingAt()) {
                options++;
            } else if (options == 0) {
                text.append(' ').append(Python.strip(line));
            }
        }
        String whole = Python.strip(text.toString());
        return options == 5 ? whole.codePointCount(0, whole.length()) : -1;
    }

    private static boolean countries(String response, Arguments arguments) {
        List<String> lines = Python.lines(response).stream()
                .map(Bare::ends)
                .filter(line -> !line.isEmpty())
                .dropWhile(line -> !line.contains("Zimbabwe"))
                .map(Bare::ascii)
                .toList();
        return lines.size() >= COUNTRIES
                && lines.equals(lines.stream().sorted(Comparator.reverseOrder()).toList());
    }

    private static boolean wordsReversed(String response, Arguments arguments) {
        String turned = String.join(" ", Bare.words(Python.lower(response)).reversed());
        return turned.contains("bald eagle") && RuleSentences.of(turned).contains(turned);
    }

    private static boolean alphabet(String response, Arguments arguments) {
        List<String> sentences = RuleSentences.of(response);
        if (sentences.size() != 26) {
            return false;
        }
        for (int i = 0; i < sentences.size(); i++) {
            if (sentences.get(i).isEmpty() || Python.lower(sentences.get(i)).charAt(0) != 'a' + i) {
                return false;
            }
        }
        return true;
    }

    private static boolean capitals(String response, Arguments arguments) {
        return Python.split(Bare.ascii(response), ",").stream()
                .map(Python::strip)
                .filter(capital -> !capital.isEmpty())
                .toList()
                .equals(CAPITALS);
    }

    private static boolean cities(String response, Arguments arguments) {
        List<List<String>> rows = CsvRows.of(response, ',');
        return rows.size() == 8
                && rows.getFirst().equals(CITIES)
                && rows.stream().allMatch(row -> row.size() == 5);
    }

    private static boolean products(String response, Arguments arguments) {
        if (!PRODUCTS.matcher(firstLine(response)).matches()) {
            return false;
        }
        List<List<String>> rows = CsvRows.of(response.replace("\"", "\"\"\""), ',');
        if (rows.size() != 15) {
            return false;
        }
        for (List<String> row : rows.subList(1, rows.size())) {
            if (row.size() != 5) {
                return false;
            }
            if (row.stream().anyMatch(field -> SPECIAL.matcher(field).lookingAt())) {
                return true;
            }
        }
        return false;
    }

    private static boolean students(String response, Arguments arguments) {
        if (!STUDENTS.matcher(firstLine(response)).matches()) {
            return false;
        }
        List<List<String>> rows = CsvRows.of(response.replace("\"", "\"\"\""), '\t');
        return rows.size() == 4
                && rows.stream()
                        .allMatch(row -> row.size() == 5
                                && row.stream()
                                        .map(Python::strip)
                                        .allMatch(field -> field.startsWith("\"") && field.endsWith("\"")));
    }

    private static String firstLine(String response) {
        return Python.strip(Python.lines(response).getFirst());
    }

    private static boolean dates(String response, Arguments arguments) {
        return Python.split(response, ",").stream().map(Python::strip).allMatch(CustomChecks::isDate);
    }

    /// The 29th of February is always allowed.
    private static boolean isDate(String text) {
        Matcher matcher = DATE.matcher(text);
        if (!matcher.matches()) {
            return false;
        }
        int year = (int) Python.integer(matcher.group(1)).orElse(0);
        int month = (int) Python.integer(matcher.group(2)).orElse(0);
        int day = (int) Python.integer(matcher.group(3)).orElse(0);
        int most = switch (month) {
            case 1, 3, 5, 7, 8, 10, 12 -> 31;
            case 4, 6, 9, 11 -> 30;
            case 2 -> 29;
            default -> 99;
        };
        return year >= 1769 && year <= 1821 && month <= 12 && day <= most;
    }
}
