package dev.assay.nn.moe;

import dev.assay.nn.Parameter;
import dev.assay.nn.linear.LinearMap;
import dev.assay.nn.linear.structured.Normalization;
import dev.assay.nn.linear.structured.PairForm;
import dev.assay.nn.linear.structured.Structured;
import dev.assay.tensor.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// The experts of a mixture.
public sealed interface Bank {
    /// The maps, ready for one pass.
    List<LinearMap> experts();

    /// How many there are.
    int size();

    /// Of all experts' numbers.
    List<Parameter> parameters();

    /// Multiply-adds of one expert for one row.
    long macsPerRow();

    /// Size of each expert's output.
    long outputs();

    /// Maps of their own, whatever their structure.
    record Separate(List<LinearMap> experts) implements Bank {
        public Separate {
            experts = List.copyOf(experts);
            if (experts.isEmpty()) {
                throw new IllegalArgumentException("there is at least one expert");
            }
        }

        @Override
        public int size() {
            return experts.size();
        }

        @Override
        public List<Parameter> parameters() {
            List<Parameter> all = new ArrayList<>();
            for (int i = 0; i < experts.size(); i++) {
                all.addAll(Parameter.under("experts." + i, experts.get(i).factors()));
            }
            return all;
        }

        @Override
        public long macsPerRow() {
            return experts.getFirst().macsPerRow();
        }

        @Override
        public long outputs() {
            return experts.getFirst().outputs();
        }
    }

    /// A block tensor train whose rank is the number of experts: each rank is an expert, a train of rank 1.
    ///
    /// Its factors begin with the plain deviation of their fan-in in one expert, and learn at a rate
    /// that does not depend on the number of experts. A cap counts over all experts together. Source:
    /// Potapczynski et al., "Searching for Efficient Linear Layers" (2024), section on mixtures.
    ///
    /// @param form  of one expert, of rank 1
    /// @param first factors of all, `[experts, groups, width, outGroups]`
    /// @param second factors of all, `[experts, outGroups, 1, groups, outWidth]`
    /// @param cap   on their sizes
    record BlockTrain(PairForm form, Tensor first, Tensor second, Optional<Normalization> cap) implements Bank {
        public BlockTrain {
            if (form.rank() != 1) {
                throw new IllegalArgumentException("each expert has rank 1, not " + form.rank());
            }
        }

        /// New experts.
        ///
        /// @param zero whether they begin as maps to zero: the second factor is zero
        public static BlockTrain of(
                PairForm form, int experts, Optional<Normalization> cap, boolean zero, Randomness randomness) {
            Tensor first = randomness
                    .split("first")
                    .normal(1 / Math.sqrt(form.width()), experts, form.groups(), form.width(), form.outGroups());
            double deviation = zero ? 0 : 1 / Math.sqrt(form.groups());
            Tensor second = randomness
                    .split("second")
                    .normal(deviation, experts, form.outGroups(), 1, form.groups(), form.outWidth());
            return new BlockTrain(form, first.set_requires_grad(true), second.set_requires_grad(true), cap);
        }

        /// With the factors of the papers' code, `A [groups, width, outGroups · experts]` and `B
        /// [outGroups, groups · experts, outWidth]`, the expert the fast index.
        public static BlockTrain fromReferenceFactors(PairForm form, int experts, Tensor a, Tensor b) {
            return new BlockTrain(
                    form,
                    a.view(form.groups(), form.width(), form.outGroups(), experts)
                            .permute(3, 0, 1, 2)
                            .contiguous(),
                    b.view(form.outGroups(), form.groups(), experts, form.outWidth())
                            .permute(2, 0, 1, 3)
                            .contiguous()
                            .unsqueeze(2),
                    Optional.empty());
        }

        @Override
        public List<LinearMap> experts() {
            TensorVector firsts = torch.unbind(capped(0, first, form.width(), form.outGroups()), 0);
            TensorVector seconds = torch.unbind(capped(1, second, form.groups(), form.outWidth()), 0);
            List<LinearMap> maps = new ArrayList<>();
            for (int i = 0; i < size(); i++) {
                // The vectors own what they give.
                List<Tensor> own = List.of(new Tensor(firsts.get(i)), new Tensor(seconds.get(i)));
                maps.add(Structured.ofOnePass(form, own));
            }
            return maps;
        }

        private Tensor capped(int index, Tensor factor, long fanIn, long fanOut) {
            return cap.map(rule -> rule.capped(index, factor, Math.sqrt(Math.min(fanIn, fanOut)) / fanIn))
                    .orElse(factor);
        }

        @Override
        public int size() {
            return Math.toIntExact(first.size(0));
        }

        @Override
        public List<Parameter> parameters() {
            Parameter.Part part = new Parameter.Part(form.inputs(), form.outputs(), 2);
            List<Parameter> all = new ArrayList<>();
            all.add(new Parameter(
                    "A",
                    first,
                    form.width(),
                    form.outGroups(),
                    1 / Math.sqrt(form.width()),
                    1,
                    true,
                    Optional.of(part)));
            all.add(new Parameter(
                    "B",
                    second,
                    form.groups(),
                    form.outWidth(),
                    1 / Math.sqrt(form.groups()),
                    1,
                    true,
                    Optional.of(part)));
            List<Tensor> gains = cap.map(Normalization::gains).orElse(List.of());
            for (int i = 0; i < gains.size(); i++) {
                all.add(Parameter.vector((i == 0 ? "A" : "B") + "_gain", gains.get(i)));
            }
            return all;
        }

        @Override
        public long macsPerRow() {
            return form.macsPerRow();
        }

        @Override
        public long outputs() {
            return form.outputs();
        }
    }
}
