package dev.assay.livebench.fresh.worlds;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Draws;
import dev.assay.livebench.fresh.Kind;
import dev.assay.livebench.fresh.Maker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// Makes walks whose steps depend on what is true, and asks where they end.
///
/// First some signals are told, each by what was told before, so that whether each is on is forced;
/// then steps, most of which are taken only if signals are as they say. Harder ones have more signals,
/// more steps, and conditions of two signals.
public final class NavigationMaker implements Maker {
    private static final List<String> SIGNALS = List.of(
            "amber", "beacon", "cobalt", "delta", "ember", "falcon", "garnet", "harbour", "indigo", "jasper", "krypton",
            "lantern", "marble", "nimbus", "onyx", "pepper", "quartz", "ripple", "saffron", "topaz");

    /// @param signals   that are told
    /// @param steps     of the walk
    /// @param conjoined whether conditions may be of two signals
    private record Size(int signals, int steps, boolean conjoined) {
        static Size of(Difficulty difficulty) {
            return switch (difficulty) {
                case EASY -> new Size(3, 5, false);
                case MEDIUM -> new Size(5, 9, true);
                case HARD -> new Size(8, 15, true);
            };
        }
    }

    /// What is said, and whether it is so.
    private record Claim(String text, boolean holds) {}

    @Override
    public Kind kind() {
        return Kind.of("reasoning", "logic_with_navigation");
    }

    @Override
    public Optional<Draft> draw(RandomGenerator random, Difficulty difficulty) {
        Size size = Size.of(difficulty);
        Map<String, Boolean> signals = new LinkedHashMap<>();
        List<String> told = new ArrayList<>();
        for (String name : Draws.some(random, SIGNALS, size.signals())) {
            Claim rule = rule(random, name, signals);
            told.add("- " + rule.text());
            signals.put(name, rule.holds());
        }
        Walker walker = new Walker();
        List<String> steps = new ArrayList<>();
        int taken = 0;
        for (int i = 1; i <= size.steps(); i++) {
            Claim condition = condition(random, signals, size.conjoined());
            steps.add(i + ". " + condition.text() + walker.step(random, condition.holds()));
            taken += condition.holds() ? 1 : 0;
        }
        boolean boring = taken == 0 || taken == size.steps() || (walker.x == 0 && walker.y == 0);
        return boring ? Optional.empty() : Optional.of(draft(told, steps, walker.x, walker.y));
    }

    private static Draft draft(List<String> told, List<String> steps, int x, int y) {
        String prompt = "There are " + told.size() + " signals, each of which is on or off:\n"
                + String.join("\n", told)
                + "\n\nSomebody stands at (0, 0) and faces north. East is the direction of growing x, north that of growing"
                + " y. These steps follow, one after another; a step whose condition does not hold is left out:\n"
                + steps.stream().collect(Collectors.joining("\n"))
                + "\n\nWhere does the walk end? Think step by step. Give the place as (x, y), two whole numbers, in"
                + " <solution></solution> tags, such as <solution>(3, -2)</solution>. If you are not sure, guess.";
        return new Draft(
                prompt,
                Optional.of(JsonNodeFactory.instance.arrayNode().add(x).add(y)),
                "I worked out the signals, then walked.\n\n<solution>(" + x + ", " + y + ")</solution>",
                Map.of());
    }

    /// Whether a signal is on, by those before it.
    private static Claim rule(RandomGenerator random, String name, Map<String, Boolean> before) {
        List<String> known = new ArrayList<>(before.keySet());
        int kind = random.nextInt(Math.min(2 * known.size(), 6) + 2);
        if (kind < 2 && known.size() < 3) {
            return new Claim(capital(name) + " is " + (kind == 0 ? "on." : "off."), kind == 0);
        }
        if (known.size() < 2) {
            String other = known.getFirst();
            boolean on = on(before, other);
            return kind % 2 == 0
                    ? new Claim(capital(name) + " is on exactly if " + other + " is off.", !on)
                    : new Claim(capital(name) + " is on exactly if " + other + " is on.", on);
        }
        List<String> two = Draws.some(random, known, 2);
        boolean a = on(before, two.getFirst());
        boolean b = on(before, two.getLast());
        String names = two.getFirst() + " and " + two.getLast();
        return switch (kind % 4) {
            case 0 -> new Claim(capital(name) + " is on exactly if " + names + " are both on.", a && b);
            case 1 -> new Claim(capital(name) + " is on exactly if at least one of " + names + " is on.", a || b);
            case 2 ->
                new Claim(capital(name) + " is on exactly if one of " + names + " is on and the other off.", a != b);
            default -> new Claim(capital(name) + " is on exactly if " + names + " are both off.", !a && !b);
        };
    }

    private static Claim condition(RandomGenerator random, Map<String, Boolean> signals, boolean conjoined) {
        List<String> known = new ArrayList<>(signals.keySet());
        int kind = random.nextInt(conjoined ? 5 : 3);
        if (kind == 0) {
            return new Claim("", true);
        }
        List<String> two = Draws.some(random, known, 2);
        String a = two.getFirst();
        boolean first = on(signals, a);
        if (kind <= 2) {
            return new Claim("If " + a + (kind == 1 ? " is on, " : " is off, "), first == (kind == 1));
        }
        String b = two.getLast();
        boolean second = on(signals, b);
        return kind == 3
                ? new Claim("If " + a + " is on or " + b + " is off, or both, ", first || !second)
                : new Claim("If " + a + " and " + b + " are alike, ", first == second);
    }

    private static boolean on(Map<String, Boolean> signals, String name) {
        return Boolean.TRUE.equals(signals.get(name));
    }

    private static String capital(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /// Somebody who stands somewhere and faces a direction.
    private static final class Walker {
        private int x;
        private int y;
        private int dx;
        private int dy = 1;

        /// Says a step, and takes it if it is taken.
        String step(RandomGenerator random, boolean taken) {
            int length = Draws.between(random, 1, 9);
            int kind = random.nextInt(6);
            if (taken) {
                take(kind, length);
            }
            return switch (kind) {
                case 0 -> "turn left and go " + Phrases.counted(length, "step") + " forward.";
                case 1 -> "turn right and go " + Phrases.counted(length, "step") + " forward.";
                case 2 -> "go " + Phrases.counted(length, "step") + " backward without turning.";
                case 3 -> "turn around and go " + Phrases.counted(length, "step") + " forward.";
                case 4 -> "go " + Phrases.counted(length, "step") + " forward.";
                default -> "change x and y of the place with each other, facing as before.";
            };
        }

        private void take(int kind, int length) {
            if (kind == 5) {
                int old = x;
                x = y;
                y = old;
                return;
            }
            int turns = switch (kind) {
                case 0 -> 3;
                case 1 -> 1;
                case 3 -> 2;
                default -> 0;
            };
            for (int i = 0; i < turns; i++) {
                int old = dx;
                dx = dy;
                dy = -old;
            }
            int signed = kind == 2 ? -length : length;
            x += dx * signed;
            y += dy * signed;
        }
    }
}
