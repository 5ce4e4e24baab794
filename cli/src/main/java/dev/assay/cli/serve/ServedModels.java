package dev.assay.cli.serve;

import dev.assay.base.AssayException;
import dev.assay.cli.lm.ModelOptions;
import dev.assay.lm.LocalModel;
import dev.assay.lm.checkpoint.Adapters;
import dev.assay.lm.checkpoint.LoadOptions;
import dev.assay.lm.checkpoint.PretrainedModel;
import dev.assay.lm.quantize.Quantization;
import dev.assay.server.engine.Served;
import dev.assay.tensor.Device;
import dev.assay.tensor.Precision;
import dev.assay.tensor.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A model and the adapters on it, which share its weights.
record ServedModels(PretrainedModel base, List<Served> served) implements AutoCloseable {
    /// Opens them.
    ///
    /// @param model  a folder, or tiny
    /// @param choice how its weights are held, and what goes on them
    /// @throws AssayException `ASSAY-2115` if a name stands twice, or adapters are to go on quantised
    ///     weights, and as [PretrainedModel#open] and [Adapters#open]
    static ServedModels open(String model, ServeConfiguration.Model choice, Device device) {
        return Threads.aside(() -> opened(model, choice, device));
    }

    private static ServedModels opened(String model, ServeConfiguration.Model choice, Device device) {
        LoadOptions options = new LoadOptions(Precision.parse(choice.precision()), device, 0);
        PretrainedModel opened = PretrainedModel.open(ModelOptions.folder(model), options);
        PretrainedModel base = choice.quantize()
                .map(kind -> Quantization.parse(kind).apply(opened))
                .orElseGet(() -> (choice.adapters().isEmpty() ? opened.joined() : opened).packed());
        try {
            String name = choice.name().orElseGet(base::name);
            requireDistinct(name, choice);
            List<Served> all = new ArrayList<>();
            all.add(new Served(name, LocalModel.of(base), Optional.empty()));
            choice.adapters()
                    .forEach((own, folder) ->
                            all.add(new Served(own, LocalModel.of(Adapters.open(base, folder)), Optional.of(name))));
            return new ServedModels(base, List.copyOf(all));
        } catch (RuntimeException e) {
            base.close();
            throw e;
        }
    }

    private static void requireDistinct(String name, ServeConfiguration.Model choice) {
        if (choice.adapters().containsKey(name)) {
            throw AssayException.of(
                    "ASSAY-2115",
                    "Two models would have the same name.",
                    "--adapter " + name + "=" + choice.adapters().get(name),
                    "give the adapter a name other than '" + name + "', or the model one by --name");
        }
        if (choice.quantize().isPresent() && !choice.adapters().isEmpty()) {
            throw AssayException.of(
                    "ASSAY-2115",
                    "Adapters cannot go on weights that are held in fewer bits and joined.",
                    "--quantize " + choice.quantize().get() + " with --adapter",
                    "leave one of the two away, or merge the adapter first: assay lm merge");
        }
    }

    @Override
    public void close() {
        base.close();
    }
}
