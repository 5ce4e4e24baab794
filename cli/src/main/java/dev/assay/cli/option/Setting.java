package dev.assay.cli.option;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// One setting given on the command line.
///
/// @param key   dotted, as in the file: `training.learning-rate`
/// @param value as it stands after the first `=`; may be empty
public record Setting(String key, String value) {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

    public Setting {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("a key is words joined by dots: '" + key + "'");
        }
    }

    /// Reads `key=value`.
    static final class Converter implements ITypeConverter<Setting> {
        @Override
        public Setting convert(String text) {
            int equals = text.indexOf('=');
            if (equals < 0) {
                throw new TypeConversionException(
                        "'" + text + "' is not KEY=VALUE, such as training.learning-rate=3e-4");
            }
            try {
                return new Setting(text.substring(0, equals), text.substring(equals + 1));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage() + ", such as training.learning-rate");
            }
        }
    }
}
