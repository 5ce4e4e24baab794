package dev.assay.nn.layer;

import dev.assay.nn.Layer;
import dev.assay.nn.Parameter;
import dev.assay.nn.Pass;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Looks rows up in a table.
///
/// | name     | shape         | meaning                |
/// |----------|---------------|------------------------|
/// | `x`      | `[...]`       | row numbers, 64-bit    |
/// | `weight` | `[rows, dim]` | the table              |
/// | `y`      | `[..., dim]`  | the rows               |
///
/// @param weight the table
public record Embedding(Tensor weight) implements Layer {
    @Override
    public Tensor forward(Tensor x, Pass pass) {
        return torch.embedding(weight, x);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(new Parameter("weight", weight, 1, weight.size(1), 0.02, 1, true));
    }
}
