package dev.assay.livebench.text;

import dev.assay.livebench.GraderFault;
import java.util.Optional;

/// The last `\boxed{...}` of a text, where many graders look for the answer.
public final class Boxed {
    private static final String SPACED = "\\boxed ";
    private static final String BRACED = "\\boxed{";

    private Boxed() {}

    /// The last box with its command and without dollar signs; `\fbox` counts where there is no
    /// `\boxed`. Nothing where there is none, or its braces do not close.
    public static Optional<String> last(String text) {
        int spaced = text.lastIndexOf(SPACED);
        if (spaced >= 0) {
            String rest = text.substring(spaced + SPACED.length());
            int dollar = rest.indexOf('$');
            return Optional.of(SPACED + (dollar < 0 ? rest : rest.substring(0, dollar)));
        }
        int start = Math.max(text.lastIndexOf("\\boxed"), -1);
        if (start < 0) {
            start = text.lastIndexOf("\\fbox");
        }
        return start < 0 ? Optional.empty() : closed(text, start);
    }

    private static Optional<String> closed(String text, int start) {
        int depth = 0;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (c == '}' && depth == 0) {
                return Optional.of(text.substring(start, i + 1).replace("$", "").replace("fbox", "boxed"));
            }
        }
        return Optional.empty();
    }

    /// What stands in a box.
    ///
    /// @throws GraderFault if the text is no box
    public static String content(String box) {
        if (box.contains(SPACED)) {
            if (!box.startsWith(SPACED)) {
                throw new GraderFault("the box does not begin with \\boxed");
            }
            return box.substring(SPACED.length());
        }
        if (!box.startsWith(BRACED) || !box.endsWith("}")) {
            throw new GraderFault("the box is not \\boxed{...}");
        }
        return box.substring(BRACED.length(), box.length() - 1);
    }

    /// What stands in the last box.
    ///
    /// @throws GraderFault if what was found is no box
    public static Optional<String> lastContent(String text) {
        return last(text).map(Boxed::content);
    }

    /// A box's content as plain words: without `\text{`, closing braces and backslashes.
    public static String plain(String content) {
        return content.replace("\\text{", "").replace("}", "").replace("\\", "");
    }
}
