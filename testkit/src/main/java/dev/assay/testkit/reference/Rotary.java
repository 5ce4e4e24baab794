package dev.assay.testkit.reference;

/// Rotary position embedding in the half-split form of Hugging Face checkpoints.
///
/// The vector of a head at position `t` is read as `d/2` pairs `(x_i, x_{i+d/2})`, and pair `i` is turned
/// by the angle `t · θ_i`, with `θ_i = base^(-2i/d)` before any [scaling][RopeScaling].
///
/// Source: Su et al., "RoFormer" (2021), section 3.2.2. The paper pairs neighbours `(x_2i, x_2i+1)`;
/// checkpoints of the Llama family are stored permuted so that halves are paired.
///
/// @param headDim numbers per head, even
/// @param base    `rope_theta`
/// @param context `max_position_embeddings`, which only dynamic scaling looks at
/// @param scaling how frequencies are stretched
record Rotary(int headDim, double base, int context, RopeScaling scaling) {
    Rotary {
        if (headDim % 2 != 0 || (scaling instanceof RopeScaling.Dynamic && headDim <= 2)) {
            throw new IllegalArgumentException("a rotary head has an even size (above 2 if dynamic): " + headDim);
        }
    }

    /// Turns every head of every row of `[time, heads·headDim]` by its position.
    double[][] rotate(double[][] rows) {
        double[] frequencies = frequencies(rows.length);
        double growth = scaling instanceof RopeScaling.Yarn yarn ? 1 + Math.log(yarn.factor()) / 10 : 1;
        double[][] turned = new double[rows.length][rows[0].length];
        for (int t = 0; t < rows.length; t++) {
            for (int start = 0; start < rows[t].length; start += headDim) {
                rotateHead(rows[t], turned[t], start, t, frequencies);
            }
            for (int i = 0; i < turned[t].length; i++) {
                turned[t][i] *= growth;
            }
        }
        return turned;
    }

    private void rotateHead(double[] x, double[] y, int start, int position, double[] frequencies) {
        int half = headDim / 2;
        for (int i = 0; i < half; i++) {
            double cos = Math.cos(position * frequencies[i]);
            double sin = Math.sin(position * frequencies[i]);
            double first = x[start + i];
            double second = x[start + i + half];
            y[start + i] = first * cos - second * sin;
            y[start + i + half] = second * cos + first * sin;
        }
    }

    /// The angle per position of each pair, for a sequence of this length.
    double[] frequencies(int length) {
        double[] frequencies = new double[headDim / 2];
        for (int i = 0; i < frequencies.length; i++) {
            frequencies[i] = switch (scaling) {
                case RopeScaling.None none -> frequency(base, i);
                case RopeScaling.Linear linear -> frequency(base, i) / linear.factor();
                case RopeScaling.Dynamic dynamic -> frequency(grownBase(dynamic.factor(), length), i);
                case RopeScaling.Llama3 llama3 -> stretched(frequency(base, i), llama3);
                case RopeScaling.Yarn yarn -> ramped(i, yarn);
            };
        }
        return frequencies;
    }

    private double frequency(double ofBase, int pair) {
        return Math.pow(ofBase, -2.0 * pair / headDim);
    }

    private double grownBase(double factor, int length) {
        double longer = Math.max(length, context) / (double) context;
        return base * Math.pow(factor * longer - (factor - 1), headDim / (headDim - 2.0));
    }

    private double ramped(int pair, RopeScaling.Yarn rule) {
        double begin = Math.max(0, Math.floor(pairTurning(rule.fast(), rule.originalContext())));
        double end = Math.min(headDim - 1, Math.ceil(pairTurning(rule.slow(), rule.originalContext())));
        double kept;
        if (pair <= begin) {
            kept = 1;
        } else if (pair >= end) {
            kept = 0;
        } else {
            kept = (end - pair) / (end - begin);
        }
        return frequency(base, pair) * (kept + (1 - kept) / rule.factor());
    }

    /// The real `i` with `C · base^(-2i/d) = 2π · turns`.
    private double pairTurning(double turns, int originalContext) {
        double frequency = 2 * Math.PI * turns / originalContext;
        return -headDim * Math.log(frequency) / (2 * Math.log(base));
    }

    private static double stretched(double frequency, RopeScaling.Llama3 rule) {
        double turns = rule.originalContext() * frequency / (2 * Math.PI);
        if (turns > rule.highFrequency()) {
            return frequency;
        }
        if (turns < rule.lowFrequency()) {
            return frequency / rule.factor();
        }
        double share = (turns - rule.lowFrequency()) / (rule.highFrequency() - rule.lowFrequency());
        return (1 - share) * frequency / rule.factor() + share * frequency;
    }
}
