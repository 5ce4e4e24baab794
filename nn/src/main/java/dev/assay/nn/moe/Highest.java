package dev.assay.nn.moe;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// The places of the highest numbers of each row, the highest first; of equal ones the first.
///
/// The engine sorts whole rows, which takes longer than the few passes that are needed for a few of few.
final class Highest {
    private Highest() {}

    /// @param logits `[rows, experts]`, on the processor
    /// @return `[rows, count]`, 64-bit
    static Tensor of(Tensor logits, int count) {
        int rows = Math.toIntExact(logits.size(0));
        int width = Math.toIntExact(logits.size(1));
        double[] numbers = new double[rows * width];
        logits.detach().to(ScalarType.Double).contiguous().data_ptr_double().get(numbers);
        long[] places = new long[rows * count];
        boolean[] taken = new boolean[width];
        for (int row = 0; row < rows; row++) {
            Arrays.fill(taken, false);
            for (int choice = 0; choice < count; choice++) {
                int best = best(numbers, row * width, taken);
                taken[best] = true;
                places[row * count + choice] = best;
            }
        }
        return torch.tensor(places).view(rows, count);
    }

    /// Not a number counts as lowest, so that a row always has its choices.
    static int best(double[] numbers, int from, boolean[] taken) {
        int best = -1;
        for (int i = 0; i < taken.length; i++) {
            if (!taken[i] && (best < 0 || numbers[from + i] > numbers[from + best])) {
                best = i;
            }
        }
        return best;
    }
}
