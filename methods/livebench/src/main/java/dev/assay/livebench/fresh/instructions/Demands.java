package dev.assay.livebench.fresh.instructions;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a question's instructions demand, by kind.
final class Demands {
    private final Map<InstructionKind, Instruction> all = new EnumMap<>(InstructionKind.class);

    Demands(List<Instruction> instructions) {
        instructions.forEach(instruction -> all.put(instruction.kind(), instruction));
    }

    boolean has(InstructionKind kind) {
        return all.containsKey(kind);
    }

    /// A number that an instruction names, or 0 where there is no such instruction.
    int number(InstructionKind kind, String argument) {
        return argument(kind, argument)
                .filter(Integer.class::isInstance)
                .map(Integer.class::cast)
                .orElse(0);
    }

    /// A text that an instruction names, or an empty one.
    String text(InstructionKind kind, String argument) {
        return argument(kind, argument).map(String::valueOf).orElse("");
    }

    /// The texts that an instruction names, or none.
    List<String> texts(InstructionKind kind, String argument) {
        return argument(kind, argument).stream()
                .filter(List.class::isInstance)
                .flatMap(list -> ((List<?>) list).stream())
                .map(String::valueOf)
                .toList();
    }

    private Optional<Object> argument(InstructionKind kind, String name) {
        return Optional.ofNullable(all.get(kind))
                .map(instruction -> instruction.arguments().get(name));
    }
}
