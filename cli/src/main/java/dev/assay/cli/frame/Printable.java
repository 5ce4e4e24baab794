package dev.assay.cli.frame;

/// Text from files and models, made safe to show on a terminal.
public final class Printable {
    private Printable() {}

    /// The text with every control character but line feed and tab written out as `\u001b`, so that a tensor's
    /// name or a model's answer cannot steer the terminal.
    public static String text(String text) {
        if (text.chars().noneMatch(Printable::steers)) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.chars().forEach(unit -> {
            if (steers(unit)) {
                safe.append(String.format("\\u%04x", unit));
            } else {
                safe.append((char) unit);
            }
        });
        return safe.toString();
    }

    private static boolean steers(int unit) {
        return Character.isISOControl(unit) && unit != '\n' && unit != '\t';
    }
}
