package dev.assay.cli.doctor;

import java.util.Optional;

/// Looks at the tensor engine: its natives, whether it loads, and whether it can use a GPU.
final class EngineChecks {
    private static final String FOLDER = "org/bytedeco/pytorch/";

    private EngineChecks() {}

    /// Whether the class path holds the engine's natives for this platform.
    static Check natives(Machine machine) {
        String system = machine.property("os.name") + " " + machine.property("os.arch");
        Optional<String> platform = machine.platform();
        if (platform.isEmpty()) {
            return Check.issue(
                    "natives",
                    "none exist for " + system,
                    "use linux-x86_64, macosx-arm64, macosx-x86_64 or windows-x86_64");
        }
        String name = platform.get() + (cudaBuild(machine) ? "-gpu" : "");
        return machine.resources().test(FOLDER + name + "/")
                ? Check.passed("natives", name)
                : Check.issue(
                        "natives", name + " is not on the class path", "build again on this machine: mvn package");
    }

    /// Whether the engine loads.
    static Check engine(Optional<Engine.Loaded> loaded, Optional<String> failure) {
        return loaded.map(engine -> Check.passed("engine", "libtorch " + engine.version() + " loads"))
                .orElseGet(() -> Check.issue(
                        "engine",
                        "libtorch does not load: " + failure.orElse("no reason given"),
                        "mend what is named above it; where all is well there, delete the cache folder and try again"));
    }

    /// Whether the CUDA build is there, and finds a device.
    static Check cuda(Machine machine, Optional<Engine.Loaded> loaded) {
        if (!cudaBuild(machine)) {
            return Check.passed(
                    "cuda", "not used: the build for processors is on the class path (-Pgpu takes the other)");
        }
        int devices = loaded.map(Engine.Loaded::cuda).orElse(0);
        return devices > 0
                ? Check.passed("cuda", "usable, " + devices + (devices == 1 ? " device" : " devices"))
                : Check.issue(
                        "cuda",
                        "the CUDA build is on the class path and finds no device",
                        "install a driver and the libraries of CUDA 13 and put them on LD_LIBRARY_PATH, "
                                + "or build without -Pgpu");
    }

    private static boolean cudaBuild(Machine machine) {
        return machine.platform()
                .filter(platform -> machine.resources().test(FOLDER + platform + "-gpu/"))
                .isPresent();
    }
}
