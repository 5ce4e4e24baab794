package dev.assay.benchmarks;

import dev.assay.base.ProcessMemory;
import dev.assay.nn.Parameter;
import dev.assay.nn.Pass;
import dev.assay.nn.SizedLayer;
import dev.assay.nn.moe.LayerDesign;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.Scope;
import dev.assay.tensor.Threads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// Memory of a layer's training step beside a dense one: weights, input, output, and the gradients of all.
///
/// Each layer is measured in a process of its own, by how much its resident size grows at most.
/// Arguments: size and rows (default 2048 2048).
public final class StepMemory {
    private static final List<String> STRUCTURES =
            List.of("dense", "btt", "btt:rank=2", "monarch", "kronecker", "low-rank", "btt:experts=8,active=2");

    private StepMemory() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 3) {
            measure(LayerDesign.parse(arguments[0]), Long.parseLong(arguments[1]), Long.parseLong(arguments[2]));
            return;
        }
        String size = arguments.length > 0 ? arguments[0] : "2048";
        String rows = arguments.length > 1 ? arguments[1] : "2048";
        for (String structure : STRUCTURES) {
            List<String> command = new ArrayList<>(List.of(
                    System.getProperty("java.home") + "/bin/java",
                    "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                    "-Xint",
                    "-cp",
                    System.getProperty("java.class.path"),
                    StepMemory.class.getName(),
                    structure,
                    size,
                    rows));
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .start();
            process.waitFor();
        }
    }

    private static void measure(LayerDesign design, long size, long rows) {
        Threads.use(Threads.available());
        step(design, 64, 64);
        ProcessMemory.forgetPeak();
        long before = ProcessMemory.peakBytes().orElseThrow();
        step(design, size, rows);
        long grown = ProcessMemory.peakBytes().orElseThrow() - before;
        System.out.printf(Locale.ROOT, "%-28s %8.1f MiB%n", design, grown / 1048576.0);
    }

    private static void step(LayerDesign design, long size, long rows) {
        try (var scope = Scope.open()) {
            SizedLayer layer = design.build(size, size, Randomness.of(1));
            Tensor x = Randomness.of(2).normal(1, rows, size).set_requires_grad(true);
            List<Tensor> leaves = new ArrayList<>(List.of(x));
            layer.parameters().stream().map(Parameter::tensor).forEach(leaves::add);
            Tensor y = layer.forward(x, Pass.inference());
            torch.grad(
                    new TensorVector(y),
                    new TensorVector(leaves.toArray(Tensor[]::new)),
                    new TensorVector(torch.ones_like(y)),
                    new BoolOptional(),
                    false,
                    true);
        }
    }
}
