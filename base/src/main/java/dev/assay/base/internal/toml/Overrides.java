package dev.assay.base.internal.toml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.tomlj.Toml;

/// Lays `group.key=value` over a parsed table.
public final class Overrides {
    private Overrides() {}

    /// Lays all of them over the table, in order.
    public static void apply(List<String> settings, Parsed.Table table, Faults faults) {
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            Optional<List<String>> path = equals < 0
                    ? Optional.empty()
                    : path(setting.substring(0, equals).strip());
            path.ifPresentOrElse(
                    keys -> put(keys, setting.substring(equals + 1).strip(), table, setting),
                    () -> faults.noSetting(setting));
        }
    }

    private static void put(List<String> keys, String text, Parsed.Table table, String setting) {
        String where = "option --set " + Names.shown(setting);
        Parsed.Table inner = table;
        for (String key : keys.subList(0, keys.size() - 1)) {
            Parsed there = inner.entries().get(key);
            Parsed.Table next =
                    there instanceof Parsed.Table found ? found : new Parsed.Table(where, new LinkedHashMap<>());
            inner.entries().put(key, next);
            inner = next;
        }
        inner.entries().put(keys.getLast(), Parsed.unquoted(text, where, false));
    }

    private static Optional<List<String>> path(String dotted) {
        try {
            return Optional.of(Toml.parseDottedKey(dotted)).filter(keys -> !keys.isEmpty());
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }
}
