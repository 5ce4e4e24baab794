package dev.assay.livebench.fresh.tables;

import dev.assay.livebench.fresh.Draws;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How the values of a column come about.
sealed interface Values {
    /// The value of a row.
    String draw(RowDraw row);

    /// Whole numbers `start`, `start + step`, ...
    record Serial(long start, int step) implements Values {
        @Override
        public String draw(RowDraw row) {
            return String.valueOf(start + (long) step * row.row());
        }
    }

    /// Numbers of equal chance, with so many places behind the point.
    record Uniform(double low, double high, int places) implements Values {
        @Override
        public String draw(RowDraw row) {
            return rounded(low + (high - low) * row.random().nextDouble(), places);
        }
    }

    /// Whole numbers of equal chance, the ends included, that are so far apart.
    record Steps(int low, int high, int step) implements Values {
        @Override
        public String draw(RowDraw row) {
            return String.valueOf(low + step * row.random().nextInt((high - low) / step + 1));
        }
    }

    /// Whole numbers of which small ones are more common: their logarithms have equal chance.
    record Skewed(int low, int high) implements Values {
        @Override
        public String draw(RowDraw row) {
            double log = row.random().nextDouble() * Math.log((double) high / low);
            return String.valueOf(Math.clamp(Math.round(low * Math.exp(log)), low, high));
        }
    }

    /// Numbers of the normal distribution.
    record Normal(double mean, double deviation, int places) implements Values {
        @Override
        public String draw(RowDraw row) {
            return rounded(row.random().nextGaussian(mean, deviation), places);
        }
    }

    /// Codes: `A` is a letter, `9` a digit, `H` a hexadecimal digit, all else itself.
    record Code(String pattern) implements Values {
        private static final String LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ";
        private static final String DIGITS = "0123456789";
        private static final String HEXADECIMAL = "0123456789ABCDEF";

        @Override
        public String draw(RowDraw row) {
            StringBuilder code = new StringBuilder();
            for (int i = 0; i < pattern.length(); i++) {
                char c = pattern.charAt(i);
                code.append(
                        switch (c) {
                            case 'A' -> one(row.random(), LETTERS);
                            case '9' -> one(row.random(), DIGITS);
                            case 'H' -> one(row.random(), HEXADECIMAL);
                            default -> c;
                        });
            }
            return code.toString();
        }

        private static char one(RandomGenerator random, String characters) {
            return characters.charAt(random.nextInt(characters.length()));
        }
    }

    /// Days from the first day of a year to the last of another.
    record Day(int firstYear, int lastYear, DateTimeFormatter format) implements Values {
        @Override
        public String draw(RowDraw row) {
            return day(row.random(), firstYear, lastYear).format(format);
        }
    }

    /// Days with the time of day, to the minute.
    record Moment(int firstYear, int lastYear) implements Values {
        private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm", Locale.ROOT);

        @Override
        public String draw(RowDraw row) {
            LocalDate day = day(row.random(), firstYear, lastYear);
            return LocalDateTime.of(day, clock(row.random())).format(FORMAT);
        }
    }

    /// Times of day, to the minute.
    record Clock() implements Values {
        @Override
        public String draw(RowDraw row) {
            return clock(row.random()).toString();
        }
    }

    /// One of some words.
    record OneOf(List<String> words) implements Values {
        @Override
        public String draw(RowDraw row) {
            return Draws.one(row.random(), words);
        }
    }

    /// A text in which fields of the row's things stand in braces.
    record Phrase(String template) implements Values {
        private static final Pattern REFERENCE = Pattern.compile("\\{([^}]+)\\}");

        @Override
        public String draw(RowDraw row) {
            return REFERENCE.matcher(template).replaceAll(match -> Matcher.quoteReplacement(row.field(match.group(1))));
        }
    }

    /// Other values, of which so many in a hundred are missing.
    record Maybe(int percent, Values values) implements Values {
        @Override
        public String draw(RowDraw row) {
            String value = values.draw(row);
            return row.random().nextInt(100) < percent ? "" : value;
        }
    }

    private static String rounded(double value, int places) {
        return BigDecimal.valueOf(value).setScale(places, RoundingMode.HALF_UP).toPlainString();
    }

    private static LocalDate day(RandomGenerator random, int firstYear, int lastYear) {
        LocalDate first = LocalDate.of(firstYear, 1, 1);
        long days = LocalDate.of(lastYear + 1, 1, 1).toEpochDay() - first.toEpochDay();
        return first.plusDays(random.nextLong(days));
    }

    private static LocalTime clock(RandomGenerator random) {
        return LocalTime.ofSecondOfDay(60L * random.nextInt(24 * 60));
    }
}
