package dev.assay.testkit.reference;

import java.util.Arrays;
import java.util.function.UnaryOperator;

/// The point-wise and row-wise formulas of a decoder, one method per formula.
final class Formulas {
    private Formulas() {}

    /// Applies a map to each row of `[time, n]`.
    static double[][] eachRow(double[][] rows, UnaryOperator<double[]> map) {
        return Arrays.stream(rows).map(map).toArray(double[][]::new);
    }

    /// `a + b`, entry by entry.
    static double[] sum(double[] a, double[] b) {
        double[] total = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            total[i] = a[i] + b[i];
        }
        return total;
    }

    /// `a + b` for each row of `[time, n]`.
    static double[][] sum(double[][] a, double[][] b) {
        double[][] total = new double[a.length][];
        for (int t = 0; t < a.length; t++) {
            total[t] = sum(a[t], b[t]);
        }
        return total;
    }

    /// The inner product of two vectors.
    static double dot(double[] a, double[] b) {
        double total = 0;
        for (int i = 0; i < a.length; i++) {
            total += a[i] * b[i];
        }
        return total;
    }

    /// Layer normalisation, `(x - mean) / sqrt(variance + ε) · gain + bias`, with the variance over n and not
    /// n-1.
    ///
    /// Source: Ba, Kiros, Hinton, "Layer Normalization" (2016).
    static double[] layerNorm(double[] x, double[] gain, double[] bias, double epsilon) {
        double mean = Arrays.stream(x).average().orElseThrow();
        double variance =
                Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = (x[i] - mean) / Math.sqrt(variance + epsilon) * gain[i] + bias[i];
        }
        return y;
    }

    /// Root-mean-square normalisation, `x / sqrt(mean(x²) + ε) · gain`.
    ///
    /// Source: Zhang, Sennrich, "Root Mean Square Layer Normalization" (2019).
    static double[] rmsNorm(double[] x, double[] gain, double epsilon) {
        double meanSquare = dot(x, x) / x.length;
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = x[i] / Math.sqrt(meanSquare + epsilon) * gain[i];
        }
        return y;
    }

    /// The Gaussian error linear unit in its tanh form, `x/2 · (1 + tanh(sqrt(2/π) · (x + 0.044715 x³)))`.
    ///
    /// Source: Hendrycks, Gimpel, "Gaussian Error Linear Units" (2016), section 2; GPT-2 calls it `gelu_new`.
    static double geluTanh(double x) {
        return 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
    }

    /// The sigmoid linear unit, `x / (1 + exp(-x))`.
    static double silu(double x) {
        return x / (1 + Math.exp(-x));
    }

    /// `exp(x_i) / Σ_j exp(x_j)`, shifted by the largest entry so that nothing overflows.
    static double[] softmax(double[] scores) {
        double shift = Arrays.stream(scores).max().orElseThrow();
        double[] weights = Arrays.stream(scores).map(s -> Math.exp(s - shift)).toArray();
        double total = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(w -> w / total).toArray();
    }

    /// `-log softmax(logits)[target]`, in nats.
    static double negativeLogLikelihood(double[] logits, int target) {
        double shift = Arrays.stream(logits).max().orElseThrow();
        double total = Arrays.stream(logits).map(l -> Math.exp(l - shift)).sum();
        return shift + Math.log(total) - logits[target];
    }
}
