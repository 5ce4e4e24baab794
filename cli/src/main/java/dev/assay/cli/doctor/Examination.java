package dev.assay.cli.doctor;

import dev.assay.cli.frame.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Everything the doctor looks at.
public final class Examination {
    private final Machine machine;
    private final Optional<Engine> engine;

    /// @param machine what is looked at
    /// @param engine  loads the tensor engine; where there is none, that is reported as not checked
    public Examination(Machine machine, Optional<Engine> engine) {
        this.machine = machine;
        this.engine = engine;
    }

    /// What was found, in the order in which a reader can mend it.
    List<Check> checks() {
        List<Check> checks = new ArrayList<>(List.of(
                Check.passed("assay", Version.text()),
                JavaChecks.java(machine),
                HardwareChecks.cores(machine),
                HardwareChecks.vectors(machine),
                HardwareChecks.memory(machine),
                StorageChecks.home(machine),
                StorageChecks.cache(machine),
                StorageChecks.bundledModel(machine),
                EngineChecks.natives(machine)));
        engine.ifPresentOrElse(
                known -> checks.addAll(loaded(known)),
                () -> checks.add(Check.notChecked("engine", "this build of the doctor does not load it")));
        checks.add(JavaChecks.terminal(machine));
        checks.addAll(ToolChecks.all(machine));
        return List.copyOf(checks);
    }

    private List<Check> loaded(Engine known) {
        Optional<Engine.Loaded> loaded = Optional.empty();
        Optional<String> failure = Optional.empty();
        try {
            loaded = Optional.of(known.load());
        } catch (RuntimeException | LinkageError e) {
            failure = Optional.of(e.toString().lines().findFirst().orElse("").strip());
        }
        return List.of(EngineChecks.engine(loaded, failure), EngineChecks.cuda(machine, loaded));
    }
}
