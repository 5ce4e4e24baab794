package dev.assay.base;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The value that a record's component takes where the configuration leaves its key away; see [Toml].
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
    /// A TOML value such as `3e-4`, `[1, 2]` or `{ kind = "constant" }`; text, paths and enums need no
    /// quotes.
    String value();
}
