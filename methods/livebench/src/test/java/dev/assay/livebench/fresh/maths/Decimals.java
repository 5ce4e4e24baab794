package dev.assay.livebench.fresh.maths;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbers as they are read from a prompt, with 60 digits.
final class Decimals {
    static final MathContext DIGITS = new MathContext(60);
    private static final Pattern LIST = Pattern.compile("\\\\\\{(.*?)\\\\}");
    private static final Pattern NUMBER = Pattern.compile("(-?)(?:(\\d+)|\\\\frac\\{(\\d+)}\\{(\\d+)})");

    private Decimals() {}

    /// The numbers of the first list in a prompt.
    static List<BigDecimal> list(String prompt) {
        Matcher list = LIST.matcher(prompt);
        if (!list.find()) {
            throw new AssertionError("no list in " + prompt);
        }
        return all(list.group(1));
    }

    static List<BigDecimal> all(String text) {
        List<BigDecimal> numbers = new ArrayList<>();
        Matcher matcher = NUMBER.matcher(text);
        while (matcher.find()) {
            BigDecimal size = matcher.group(2) != null
                    ? new BigDecimal(matcher.group(2))
                    : new BigDecimal(matcher.group(3)).divide(new BigDecimal(matcher.group(4)), DIGITS);
            numbers.add(matcher.group(1).isEmpty() ? size : size.negate());
        }
        return numbers;
    }
}
