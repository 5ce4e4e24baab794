package dev.assay.tensor;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// A program of its own for [NativesTest]: loads the engine, multiplies two matrices of ones, prints a number.
final class FreshStart {
    private FreshStart() {}

    public static void main(String[] arguments) {
        Natives.load();
        try (Scope scope = Scope.open()) {
            Tensor product = torch.ones(64, 32).matmul(torch.ones(32, 16));
            System.out.println("sum " + (int) product.sum().item_float());
        }
    }
}
