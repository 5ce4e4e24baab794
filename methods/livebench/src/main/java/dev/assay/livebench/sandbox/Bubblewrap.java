package dev.assay.livebench.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Programs in namespaces of their own, by bubblewrap: no network, the system's folders to read, one
/// folder to write, a private `/tmp`, no other process in sight.
///
/// Started as root it becomes nobody first, since limits on processes do not bind root.
public final class Bubblewrap implements Sandbox {
    private static final String INSIDE = "/work";
    private static final String NOBODY = "65534";
    private static final List<String> SYSTEM = List.of("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32");

    private final Path bubblewrap;
    private final Optional<Path> setpriv;

    private Bubblewrap(Path bubblewrap, Optional<Path> setpriv) {
        this.bubblewrap = bubblewrap;
        this.setpriv = setpriv;
    }

    /// The sandbox, or one that refuses where bubblewrap or `prlimit` is not installed.
    public static Sandbox find() {
        Optional<Path> bubblewrap = onPath("bwrap");
        if (bubblewrap.isEmpty() || onPath("prlimit").isEmpty()) {
            return Sandbox.none();
        }
        boolean root = "root".equals(System.getProperty("user.name"));
        return new Bubblewrap(bubblewrap.get(), root ? onPath("setpriv") : Optional.empty());
    }

    private static Optional<Path> onPath(String program) {
        return Stream.of("/usr/bin", "/bin", "/usr/local/bin")
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    public Outcome run(List<String> command, Path folder, Limits limits) {
        List<String> all = new ArrayList<>();
        setpriv.ifPresent(become -> {
            all.addAll(List.of(
                    become.toString(), "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--no-new-privs"));
        });
        all.addAll(List.of(
                bubblewrap.toString(),
                "--unshare-all",
                "--die-with-parent",
                "--new-session",
                "--ro-bind",
                "/usr",
                "/usr"));
        SYSTEM.forEach(each -> all.addAll(system(Path.of(each))));
        all.addAll(List.of("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"));
        all.addAll(List.of("--bind", folder.toString(), INSIDE, "--chdir", INSIDE, "--clearenv"));
        all.addAll(List.of(
                "--setenv", "PATH", "/usr/bin:/bin", "--setenv", "HOME", "/tmp", "--setenv", "LANG", "C.UTF-8"));
        all.addAll(List.of("--setenv", "MPLCONFIGDIR", "/tmp", "--setenv", "OMP_NUM_THREADS", "1", "--"));
        all.addAll(limited(limits));
        all.addAll(command);
        return RunningProgram.run(all, folder, limits, setpriv.isPresent());
    }

    /// A folder of the system is a link into `/usr` on most systems, and a folder of its own on others.
    private static List<String> system(Path folder) {
        try {
            if (Files.isSymbolicLink(folder)) {
                return List.of("--symlink", Files.readSymbolicLink(folder).toString(), folder.toString());
            }
        } catch (java.io.IOException e) {
            return List.of();
        }
        return Files.isDirectory(folder) ? List.of("--ro-bind", folder.toString(), folder.toString()) : List.of();
    }

    private static List<String> limited(Limits limits) {
        return List.of(
                "/usr/bin/prlimit",
                "--cpu=" + Math.max(1, limits.cpu().toSeconds()),
                "--as=" + limits.memoryBytes(),
                "--nproc=" + limits.processes(),
                "--fsize=" + limits.fileBytes(),
                "--nofile=256",
                "--core=0",
                "--");
    }
}
