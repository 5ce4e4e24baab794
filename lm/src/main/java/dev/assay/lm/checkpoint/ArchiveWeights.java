package dev.assay.lm.checkpoint;

import dev.assay.base.AssayException;
import dev.assay.base.Problem;
import dev.assay.lm.family.ModelFamily;
import dev.assay.lm.family.Weights;
import dev.assay.tensor.Device;
import dev.assay.tensor.Precision;
import dev.assay.tensor.Scope;
import dev.assay.tensor.safetensors.Entry;
import dev.assay.tensor.safetensors.TensorArchive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Weights from the files of a model's folder, checked against the shapes that its configuration demands.
///
/// What is missing, has another shape, or is there without being asked for is noted, and said all at once.
final class ArchiveWeights implements Weights {
    /// Tables that some files carry along and that are computed here.
    private static final Pattern COMPUTED =
            Pattern.compile(".*(rotary_emb\\.inv_freq|attn\\.bias|attn\\.masked_bias|rotary_emb\\.(cos|sin)_cached)");

    private static final int MOST_TOLD = 7;

    private final Path folder;
    private final TensorArchive archive;
    private final ModelFamily family;
    private final Precision precision;
    private final Device device;
    private final Set<String> taken = new HashSet<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<Tensor> owned = new ArrayList<>();
    /// Stands where a tensor is wrong until all problems are known; takes no memory, however large the shape.
    private final Tensor standIn = torch.zeros(1);

    ArchiveWeights(Path folder, TensorArchive archive, ModelFamily family, Precision precision, Device device) {
        this.folder = folder;
        this.archive = archive;
        this.family = family;
        this.precision = precision;
        this.device = device;
    }

    @Override
    public Tensor take(String name, long... shape) {
        ModelFamily.Stored stored = family.stored(name);
        Optional<String> found = find(stored.name());
        if (found.isEmpty()) {
            return wrong(stored.name() + ": missing, needed " + Arrays.toString(shape), shape);
        }
        taken.add(found.get());
        Entry entry = archive.entry(found.get());
        long[] inFile = stored.transposed() ? new long[] {shape[1], shape[0]} : shape;
        if (!Arrays.equals(entry.sizes(), inFile)) {
            return wrong(
                    found.get() + ": found " + Arrays.toString(entry.sizes()) + ", needed " + Arrays.toString(inFile),
                    shape);
        }
        try (var scope = Scope.open()) {
            Tensor tensor = archive.tensor(found.get()).to(device.torchDevice(), precision.scalarType());
            Tensor turned = stored.transposed() ? tensor.t().contiguous() : tensor;
            owned.add(scope.release(turned));
            return turned;
        }
    }

    private Optional<String> find(String name) {
        if (archive.names().contains(name)) {
            return Optional.of(name);
        }
        return family.optionalPrefix()
                .filter(name::startsWith)
                .map(prefix -> name.substring(prefix.length()))
                .filter(archive.names()::contains);
    }

    private Tensor wrong(String place, long... shape) {
        problems.add(new Problem(
                "ASSAY-4052",
                "The weights do not fit the configuration.",
                folder + ", tensor " + place,
                "fetch config.json and the weights of the same model"));
        return standIn.expand(shape);
    }

    /// Everything given out; somebody owns it from now on.
    ///
    /// @throws AssayException with all that is wrong
    List<Tensor> finish(boolean tied) {
        for (String name : archive.names()) {
            boolean tiedHead = tied && name.equals("lm_head.weight");
            if (!taken.contains(name) && !tiedHead && !COMPUTED.matcher(name).matches()) {
                problems.add(new Problem(
                        "ASSAY-4053",
                        "The files hold a tensor that the configuration does not describe.",
                        folder + ", tensor " + name,
                        "fetch config.json and the weights of the same model"));
            }
        }
        if (!problems.isEmpty()) {
            owned.forEach(Scope::free);
            throw new AssayException(shortened());
        }
        return owned;
    }

    private List<Problem> shortened() {
        if (problems.size() <= MOST_TOLD) {
            return problems;
        }
        int more = problems.size() - MOST_TOLD;
        Problem next = problems.get(MOST_TOLD);
        List<Problem> told = new ArrayList<>(problems.subList(0, MOST_TOLD));
        told.add(new Problem(
                next.code(), more + " more tensors do not fit, the first of them here.", next.where(), next.mend()));
        return told;
    }
}
