package dev.assay.nn.moe;

import dev.assay.nn.RowFunction;
import java.util.List;

/// A mixture of experts for one row after another, on Java arrays.
///
/// @param weight  the router's, `[experts · inputs]`
/// @param active  experts of each row
/// @param experts for one row each
/// @param outputs of each
record RowsOfExperts(float[] weight, int active, List<RowFunction> experts, int outputs) implements RowFunction {
    @Override
    public float[] of(float[] x) {
        int inputs = weight.length / experts.size();
        float[] y = new float[x.length / inputs * outputs];
        float[] row = new float[inputs];
        for (int i = 0; i < x.length / inputs; i++) {
            System.arraycopy(x, i * inputs, row, 0, inputs);
            add(row, y, i * outputs);
        }
        return y;
    }

    private void add(float[] row, float[] y, int at) {
        double[] logits = logits(row);
        int[] chosen = highest(logits);
        double sum = 0;
        for (int expert : chosen) {
            sum += Math.exp(logits[expert] - logits[chosen[0]]);
        }
        for (int expert : chosen) {
            float gate = (float) (Math.exp(logits[expert] - logits[chosen[0]]) / sum);
            float[] made = experts.get(expert).of(row);
            for (int i = 0; i < outputs; i++) {
                y[at + i] += gate * made[i];
            }
        }
    }

    private double[] logits(float[] row) {
        double[] logits = new double[experts.size()];
        for (int expert = 0; expert < logits.length; expert++) {
            float sum = 0;
            for (int i = 0; i < row.length; i++) {
                sum += weight[expert * row.length + i] * row[i];
            }
            logits[expert] = sum;
        }
        return logits;
    }

    /// The first of equal ones, as [Router#route] has it.
    private int[] highest(double[] logits) {
        int[] chosen = new int[active];
        boolean[] taken = new boolean[logits.length];
        for (int choice = 0; choice < active; choice++) {
            int best = Highest.best(logits, 0, taken);
            taken[best] = true;
            chosen[choice] = best;
        }
        return chosen;
    }
}
