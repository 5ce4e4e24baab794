package dev.assay.scaling;

import dev.assay.nn.linear.structured.Theta;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The einsums that were studied, by name, and a grid over all of them.
///
/// Source: Potapczynski et al., "Searching for Efficient Linear Layers over a Continuous Space of
/// Structured Matrices" (2024), the vectors of its experiments.
public final class Taxonomy {
    private static final Map<String, Theta> NAMED = new LinkedHashMap<>();

    static {
        name("btt1", ".5/0/.5/0/.5/.5/0");
        name("btt2", ".33/0/.67/0/.67/.33/0");
        name("btt3", ".25/0/.75/0/.75/.25/0");
        name("btt5", ".67/0/.33/0/.33/.67/0");
        name("btt6", ".75/0/.25/0/.25/.75/0");
        name("btt7", ".67/0/.33/0/.67/.33/0");
        name("btt8", ".33/0/.67/0/.33/.67/0");
        name("btt9", ".75/0/.25/0/.75/.25/0");
        name("btt10", ".25/0/.75/0/.25/.75/0");
        name("btt11", ".5/0/.5/0/.5/.5/.25");
        name("btt12", ".5/0/.5/0/.5/.5/.33");
        name("btt13", ".33/0/.67/0/.67/.33/.25");
        name("btt14", ".67/0/.33/0/.33/.67/.25");
        name("btt15", ".67/0/.33/0/.67/.33/.25");
        name("btt16", ".33/0/.67/0/.33/.67/.25");
        name("tt1", ".5/.5/0/.5/.5/0/0");
        name("tt2", ".33/.67/0/.33/.67/0/0");
        name("tt3", ".5/.5/0/.5/.5/0/.25");
        name("tt4", ".33/.67/0/.33/.67/0/.25");
        name("l1", "1/0/0/0/1/0/.75");
        name("l2", "1/0/0/0/1/0/.5");
        name("g1", ".5/.25/.25/.25/.5/.25/0");
        name("g2", ".5/.25/.25/.25/.5/.25/.25");
    }

    private Taxonomy() {}

    private static void name(String name, String theta) {
        NAMED.put(name, Theta.parse(theta));
    }

    /// The named vectors, in the order of the paper.
    public static Map<String, Theta> named() {
        return new LinkedHashMap<>(NAMED);
    }

    /// All canonical vectors whose exponents are multiples of one over `parts`, each once; dense is not among them.
    ///
    /// @throws IllegalArgumentException if there are no parts
    public static List<Theta> grid(int parts) {
        if (parts < 1) {
            throw new IllegalArgumentException("there is at least one part, not " + parts);
        }
        List<Theta> all = new ArrayList<>();
        for (int[] in : simplex(parts)) {
            for (int[] out : simplex(parts)) {
                for (int rho = 0; rho <= parts; rho++) {
                    double unit = 1.0 / parts;
                    Theta theta = new Theta(
                            in[0] * unit,
                            in[1] * unit,
                            in[2] * unit,
                            out[0] * unit,
                            out[1] * unit,
                            out[2] * unit,
                            rho * unit);
                    if (theta.isCanonical() && theta.nu() < 1 - 1e-9) {
                        all.add(theta);
                    }
                }
            }
        }
        return all;
    }

    private static List<int[]> simplex(int parts) {
        List<int[]> all = new ArrayList<>();
        for (int first = 0; first <= parts; first++) {
            for (int second = 0; first + second <= parts; second++) {
                all.add(new int[] {first, second, parts - first - second});
            }
        }
        return all;
    }
}
