package dev.assay.tensor.safetensors;

import dev.assay.base.AssayException;
import dev.assay.base.Problem;
import dev.assay.tensor.Natives;
import java.nio.file.Path;

/// The problems of this package, each made in one place.
final class Faults {
    private static final int LONGEST_QUOTE = 120;

    private Faults() {}

    /// Text from a file, fit to be shown: short, on one line, without control characters.
    static String quote(String text) {
        StringBuilder shown = new StringBuilder("'");
        text.codePoints()
                .limit(LONGEST_QUOTE)
                .forEach(c -> shown.appendCodePoint(Character.isISOControl(c) || !Character.isDefined(c) ? '?' : c));
        return shown.append(text.codePointCount(0, text.length()) > LONGEST_QUOTE ? "...'" : "'")
                .toString();
    }

    static AssayException header(Path file, String what) {
        return malformed(file, "The header of this safetensors file cannot be read: " + what + ".");
    }

    static AssayException layout(Path file, String what) {
        return malformed(file, "The header of this safetensors file contradicts itself or the file: " + what + ".");
    }

    private static AssayException malformed(Path file, String what) {
        return AssayException.of(
                "ASSAY-4012",
                what,
                file.toString(),
                "the file is damaged or not safetensors; fetch it again and compare its size and sha256");
    }

    static AssayException file(Path file, String what, String mend) {
        return AssayException.of("ASSAY-4011", what, file.toString(), mend);
    }

    static AssayException noTensor(Path file, String name, int count) {
        return AssayException.of(
                "ASSAY-4013",
                "There is no tensor " + quote(name) + " among the " + count + " that are here.",
                file.toString(),
                "check that the file belongs to the model; `assay lm info` lists its tensors");
    }

    static AssayException unwritable(Path file, String name, String what) {
        return AssayException.of(
                "ASSAY-4014",
                "A tensor cannot be written to a safetensors file: " + what + ".",
                file + ", tensor " + quote(name),
                "rename it, or convert it to one of F64, F32, F16, BF16, I64, I32, I16, I8, U8, BOOL");
    }

    static AssayException nothingHere(Path folder) {
        return AssayException.of(
                "ASSAY-4015",
                "There are no tensors here.",
                folder + ": neither " + TensorArchive.SINGLE + " nor " + TensorArchive.INDEX,
                "name a model's folder whose weights are in the safetensors format; files ending in .bin or .pth hold"
                        + " code and are never read");
    }

    static AssayException index(Path file, String what) {
        return new AssayException(wrongIndex(file, "The index of shards cannot be read: " + what + "."));
    }

    static Problem wrongIndex(Path index, String what) {
        return new Problem(
                "ASSAY-4016",
                what,
                index.toString(),
                "fetch the index and all the files it names again, from the same revision, into one folder");
    }

    static AssayException unreadableType(Path file, Entry entry) {
        return AssayException.of(
                "ASSAY-4017",
                "Tensors of type " + entry.type() + " cannot be read.",
                file + ", tensor " + quote(entry.name()),
                "convert it to one of F64, F32, F16, BF16, I64, I32, I16, I8, U8, BOOL");
    }

    static AssayException notMapped(Path file, long bytes, RuntimeException cause) {
        return new AssayException(
                new Problem(
                        "ASSAY-5012",
                        "A file of " + bytes + " bytes cannot be mapped into memory: " + Natives.firstLine(cause),
                        file.toString(),
                        "check the limits on address space and open files (`ulimit -v`, `ulimit -n`), close other"
                                + " programs, or split the model into smaller shards"),
                cause);
    }
}
