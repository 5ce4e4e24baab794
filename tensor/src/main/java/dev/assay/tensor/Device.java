package dev.assay.tensor;

import dev.assay.base.AssayException;
import java.util.regex.Pattern;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;

/// Where tensors live.
public sealed interface Device {
    /// The processor and main memory.
    record Cpu() implements Device {
        @Override
        public String toString() {
            return "cpu";
        }
    }

    /// One CUDA device.
    ///
    /// @param index which one, from 0
    record Cuda(int index) implements Device {
        public Cuda {
            if (index < 0 || index > 127) {
                throw new IllegalArgumentException("a CUDA device's index lies between 0 and 127: " + index);
            }
        }

        @Override
        public String toString() {
            return "cuda:" + index;
        }
    }

    /// The processor.
    static Device cpu() {
        return new Cpu();
    }

    /// Reads `cpu`, `cuda` or `cuda:N`.
    ///
    /// @throws AssayException `ASSAY-2010` for any other text, `ASSAY-5011` if this machine has no such
    ///     device
    static Device parse(String text) {
        if (text.equals("cpu")) {
            return cpu();
        }
        if (!Pattern.matches("cuda(:\\d{1,2})?", text)) {
            throw AssayException.of(
                    "ASSAY-2010", "There is no device '" + text + "'.", "device", "write cpu, cuda or cuda:N");
        }
        int colon = text.indexOf(':');
        Cuda device = new Cuda(colon < 0 ? 0 : Integer.parseInt(text.substring(colon + 1)));
        requireUsable(device);
        return device;
    }

    private static void requireUsable(Cuda device) {
        Natives.load();
        if (!Natives.cudaBuild() || !torch.cuda_is_available()) {
            throw AssayException.of(
                    "ASSAY-5011",
                    Natives.cudaBuild()
                            ? "No usable CUDA device was found."
                            : "This build of the engine runs on the processor only.",
                    "device " + device,
                    "build with `mvn -Pgpu package` on a machine with CUDA 13 libraries, or use --device cpu");
        }
    }

    /// The engine's own name for it; belongs to the scope that is open.
    default org.bytedeco.pytorch.Device torchDevice() {
        return switch (this) {
            case Cpu ignored -> new org.bytedeco.pytorch.Device(DeviceType.CPU);
            case Cuda cuda -> new org.bytedeco.pytorch.Device(DeviceType.CUDA, (byte) cuda.index());
        };
    }

    /// Options for making tensors of a type on this device.
    default TensorOptions options(torch.ScalarType type) {
        return new TensorOptions(type).device(new org.bytedeco.pytorch.DeviceOptional(torchDevice()));
    }
}
