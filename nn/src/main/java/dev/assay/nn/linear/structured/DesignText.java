package dev.assay.nn.linear.structured;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Designs in words, as command lines and configurations have them: `btt:rank=2,capped`.
///
/// | word | structure |
/// |---|---|
/// | `dense` | |
/// | `low-rank:rank=32`, `low-rank:share=0.1`, `low-rank` | a product through a narrow middle |
/// | `kronecker` | |
/// | `train:cores=3,rank=4` | tensor train |
/// | `btt:rank=2,cores=2` | block tensor train |
/// | `monarch:blocks=4`, `monarch` | |
/// | `block-diagonal:blocks=8` | |
/// | `einsum:theta=.5/0/.5/0/.5/.5/0`, `einsum:sizes=8/6/4/4/8/4/2` | |
///
/// Further words: `capped`, `gains=no`, `zero`, `splits=reference`, `start=fan-in` or `start=first-rank`.
final class DesignText {
    private static final List<String> FURTHER = List.of("capped", "gains", "zero", "splits", "start");
    private static final Map<String, List<String>> KNOWN = Map.of(
            "dense", List.of(),
            "low-rank", List.of("rank", "share"),
            "kronecker", List.of(),
            "train", List.of("cores", "rank"),
            "btt", List.of("cores", "rank"),
            "monarch", List.of("blocks"),
            "block-diagonal", List.of("blocks"),
            "einsum", List.of("theta", "sizes"));

    private final String text;
    private final String name;
    private final Map<String, String> words = new LinkedHashMap<>();

    private DesignText(String text) {
        this.text = text;
        String[] parts = text.strip().split(":", 2);
        this.name = parts[0];
        if (!KNOWN.containsKey(name)) {
            throw new IllegalArgumentException("there is no structure '" + name + "'; there are "
                    + KNOWN.keySet().stream().sorted().collect(Collectors.joining(", ")));
        }
        if (parts.length > 1) {
            Stream.of(parts[1].split(",", -1)).forEach(this::read);
        }
    }

    private void read(String word) {
        String[] parts = word.strip().split("=", 2);
        boolean known = FURTHER.contains(parts[0])
                || KNOWN.getOrDefault(name, List.of()).contains(parts[0]);
        if (!known) {
            List<String> all = new ArrayList<>(KNOWN.getOrDefault(name, List.of()));
            all.addAll(FURTHER);
            throw new IllegalArgumentException(
                    "'" + name + "' has no '" + parts[0] + "'; it has " + String.join(", ", all));
        }
        words.put(parts[0], parts.length > 1 ? parts[1] : "");
    }

    static Design parse(String text) {
        return new DesignText(text).design();
    }

    private Design design() {
        boolean capped = words.containsKey("capped");
        boolean einsum = name.equals("einsum");
        boolean gains = capped && !einsum && !"no".equals(words.get("gains"));
        return new Design(spec(), splits(), start(), words.containsKey("zero"), capped, gains);
    }

    private LinearSpec spec() {
        return switch (name) {
            case "dense" -> new LinearSpec.Dense();
            case "low-rank" -> lowRank();
            case "kronecker" -> new LinearSpec.Kronecker();
            case "train" -> new LinearSpec.TensorTrain((int) number("cores", 2), number("rank", 1));
            case "btt" -> new LinearSpec.BlockTensorTrain((int) number("cores", 2), number("rank", 1));
            case "monarch" -> new LinearSpec.Monarch(number("blocks", 0));
            case "block-diagonal" -> new LinearSpec.BlockDiagonal(number("blocks", 1));
            default -> einsum();
        };
    }

    private LinearSpec lowRank() {
        if (words.containsKey("rank")) {
            return new LinearSpec.LowRank(number("rank", 1));
        }
        String share = words.getOrDefault("share", "0");
        try {
            return new LinearSpec.LowRankShare(Double.parseDouble(share));
        } catch (NumberFormatException e) {
            throw wrong("share", share, "a number from 0 to 1");
        }
    }

    private LinearSpec einsum() {
        if (words.containsKey("sizes")) {
            String sizes = words.getOrDefault("sizes", "");
            long[] s = Stream.of(sizes.split("/", -1))
                    .mapToLong(size -> whole("sizes", size))
                    .toArray();
            if (s.length != 7) {
                throw wrong("sizes", sizes, "seven whole numbers between slashes");
            }
            return new LinearSpec.SizedEinsum(new EinsumSizes(s[0], s[1], s[2], s[3], s[4], s[5], s[6]));
        }
        return new LinearSpec.Einsum(Theta.parse(words.getOrDefault("theta", "")));
    }

    private Splits splits() {
        return switch (words.getOrDefault("splits", "balanced")) {
            case "balanced" -> Splits.BALANCED;
            case "reference" -> Splits.REFERENCE;
            case String other -> throw wrong("splits", other, "balanced or reference");
        };
    }

    private Start start() {
        return switch (words.getOrDefault("start", "spectral")) {
            case "spectral" -> Start.SPECTRAL;
            case "fan-in" -> Start.FAN_IN;
            case "first-rank" -> Start.FIRST_RANK;
            case String other -> throw wrong("start", other, "spectral, fan-in or first-rank");
        };
    }

    private long number(String word, long otherwise) {
        return words.containsKey(word) ? whole(word, words.getOrDefault(word, "")) : otherwise;
    }

    private long whole(String word, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw wrong(word, value, "a whole number");
        }
    }

    private IllegalArgumentException wrong(String word, String value, String needed) {
        return new IllegalArgumentException("'" + word + "' of '" + text + "' is " + needed + ", not '" + value + "'");
    }

    static String of(Design design) {
        List<String> words = new ArrayList<>();
        String name = spec(design.spec(), words);
        if (design.splits() == Splits.REFERENCE) {
            words.add("splits=reference");
        }
        if (design.start() != Start.SPECTRAL) {
            words.add("start=" + design.start().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        if (design.zero()) {
            words.add("zero");
        }
        if (design.normalized()) {
            words.add("capped");
            if (!design.gains() && !name.equals("einsum")) {
                words.add("gains=no");
            }
        }
        return words.isEmpty() ? name : name + ":" + String.join(",", words);
    }

    private static String spec(LinearSpec spec, List<String> words) {
        return switch (spec) {
            case LinearSpec.Dense() -> "dense";
            case LinearSpec.LowRank(long rank) -> named("low-rank", words, "rank=" + rank);
            case LinearSpec.LowRankShare(double share) -> named("low-rank", words, "share=" + share);
            case LinearSpec.Kronecker() -> "kronecker";
            case LinearSpec.TensorTrain(int cores, long rank) ->
                named("train", words, "cores=" + cores, "rank=" + rank);
            case LinearSpec.BlockTensorTrain(int cores, long rank) ->
                named("btt", words, "cores=" + cores, "rank=" + rank);
            case LinearSpec.Monarch(long blocks) -> named("monarch", words, "blocks=" + blocks);
            case LinearSpec.BlockDiagonal(long blocks) -> named("block-diagonal", words, "blocks=" + blocks);
            case LinearSpec.Einsum(Theta theta) -> named("einsum", words, "theta=" + theta);
            case LinearSpec.SizedEinsum(EinsumSizes s) ->
                named(
                        "einsum",
                        words,
                        "sizes="
                                + Stream.of(s.alpha(), s.beta(), s.gamma(), s.delta(), s.epsilon(), s.phi(), s.rho())
                                        .map(String::valueOf)
                                        .collect(Collectors.joining("/")));
        };
    }

    private static String named(String name, List<String> words, String... more) {
        words.addAll(List.of(more));
        return name;
    }
}
