package dev.assay.cli.frame;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Knows what must not be written down, and blanks it.
public final class Secrets {
    private static final String BLANK = "[secret]";
    private static final int SHORTEST = 6;
    private static final Pattern NAME = Pattern.compile(".*(KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIALS?)");
    private static final Pattern IN_ADDRESS = Pattern.compile("(?<=://)[^/\\s@]+(?=@)");
    private static final Pattern BEARER = Pattern.compile("(?i)(?<=\\bbearer )\\S+");

    private final List<String> values;

    /// @param environment the environment, whose variables with telling names hold secrets
    public Secrets(Map<String, String> environment) {
        values = environment.entrySet().stream()
                .filter(entry ->
                        NAME.matcher(entry.getKey().toUpperCase(Locale.ROOT)).matches())
                .map(Map.Entry::getValue)
                .filter(value -> value.length() >= SHORTEST)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /// The text without secrets.
    public String blank(String text) {
        String blanked = text;
        for (String value : values) {
            blanked = blanked.replace(value, BLANK);
        }
        return BEARER.matcher(IN_ADDRESS.matcher(blanked).replaceAll(BLANK)).replaceAll(BLANK);
    }
}
