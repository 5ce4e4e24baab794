package dev.assay.lm.constrain;

import dev.assay.lm.constrain.Rule.Anything;
import dev.assay.lm.constrain.Rule.Bounds;
import dev.assay.lm.constrain.Rule.Items;
import dev.assay.lm.constrain.Rule.Literal;
import dev.assay.lm.constrain.Rule.Member;
import dev.assay.lm.constrain.Rule.Members;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts in place of a rule what it stands for.
final class Expansion {
    private static final Literal OPENING_BRACE = literal("{");
    private static final Literal CLOSING_BRACE = literal("}");
    private static final Literal OPENING_BRACKET = literal("[");
    private static final Literal CLOSING_BRACKET = literal("]");
    private static final Literal COLON = literal(":");
    private static final Literal COMMA = literal(",");
    private static final Literal SPACE = literal(" ");

    /// Stands for no bytes; one for all, since two would not be equal.
    static final Rule NOTHING = new Rule.Sequence();

    private static final List<Literal> WORDS = List.of(literal("true"), literal("false"), literal("null"));

    static final Rule.Text TEXT = text(Bounds.ANY);
    static final Rule.Digits NUMBER = new Rule.Digits(Rule.Digits.Part.BEFORE, 0, false);
    static final Rule.Digits WHOLE_NUMBER = new Rule.Digits(Rule.Digits.Part.BEFORE, 0, true);

    private Expansion() {}

    static Literal literal(String text) {
        return new Literal(text.getBytes(StandardCharsets.UTF_8), 0);
    }

    static Rule.Text text(Bounds bounds) {
        return new Rule.Text(Rule.Text.Place.BEFORE, 0, 0, 0, 0, bounds);
    }

    /// An object of declared properties.
    static Rule object(List<Member> members) {
        return new Rule.Sequence(OPENING_BRACE, new Members(List.copyOf(members), 0, false));
    }

    static Rule array(Rule item, Bounds bounds) {
        return new Rule.Sequence(OPENING_BRACKET, new Items(item, bounds, 0));
    }

    /// What stands for the top of a stack that reads no bytes by itself.
    static List<Optional<Stack>> of(Stack stack) {
        Optional<Stack> rest = stack.rest();
        return switch (stack.top()) {
            case Rule.Sequence sequence -> List.of(pushed(sequence.parts, rest));
            case Rule.Choice choice ->
                choice.options.stream().map(option -> Stack.push(option, rest)).toList();
            case Rule.Named named -> List.of(Stack.push(named.target(), rest));
            case Members members -> members(members, rest);
            case Items items -> items(items, rest);
            case Anything(int depth) -> anything(depth, rest);
            case Rule.AnyObject(int depth) ->
                List.of(pushed(List.of(OPENING_BRACE, new Rule.AnyMembers(depth, false)), rest));
            case Rule.AnyMembers any -> anyMembers(any, rest);
            case Literal literal -> List.of();
            case Rule.Text text -> List.of();
            case Rule.Digits digits -> List.of();
        };
    }

    private static Optional<Stack> pushed(List<Rule> parts, Optional<Stack> rest) {
        Optional<Stack> all = rest;
        for (int i = parts.size() - 1; i >= 0; i--) {
            all = Stack.push(parts.get(i), all);
        }
        return all;
    }

    /// After some bytes comes a space, or none.
    private static List<Optional<Stack>> spaced(List<Rule> before, List<Rule> after, Optional<Stack> rest) {
        List<Optional<Stack>> both = new ArrayList<>();
        List<Rule> plain = new ArrayList<>(before);
        plain.addAll(after);
        both.add(pushed(plain, rest));
        List<Rule> wide = new ArrayList<>(before);
        wide.add(SPACE);
        wide.addAll(after);
        both.add(pushed(wide, rest));
        return both;
    }

    /// Something that a comma precedes where it is not the first.
    private static List<Optional<Stack>> next(boolean begun, List<Rule> parts, Optional<Stack> rest) {
        return begun ? spaced(List.of(COMMA), parts, rest) : List.of(pushed(parts, rest));
    }

    private static List<Optional<Stack>> members(Members all, Optional<Stack> rest) {
        List<Optional<Stack>> options = new ArrayList<>();
        boolean mayEnd = true;
        for (int i = all.next(); i < all.members().size() && mayEnd; i++) {
            Member member = all.members().get(i);
            Rule after = new Members(all.members(), i + 1, true);
            for (Rule gap : List.of(NOTHING, SPACE)) {
                List<Rule> parts = List.of(new Literal(member.key(), 0), gap, member.value(), after);
                options.addAll(next(all.begun(), parts, rest));
            }
            mayEnd = !member.required();
        }
        if (mayEnd) {
            options.add(Stack.push(CLOSING_BRACE, rest));
        }
        return options;
    }

    private static List<Optional<Stack>> items(Items all, Optional<Stack> rest) {
        List<Optional<Stack>> options = new ArrayList<>();
        if (all.count() >= all.bounds().least()) {
            options.add(Stack.push(CLOSING_BRACKET, rest));
        }
        if (all.count() < all.bounds().most()) {
            // With any number of items, only whether there was one still matters beyond the least.
            int count = Math.max(1, all.bounds().counted(all.count() + 1));
            options.addAll(
                    next(all.count() > 0, List.of(all.item(), new Items(all.item(), all.bounds(), count)), rest));
        }
        return options;
    }

    private static List<Optional<Stack>> anything(int depth, Optional<Stack> rest) {
        List<Optional<Stack>> options = new ArrayList<>();
        WORDS.forEach(word -> options.add(Stack.push(word, rest)));
        options.add(Stack.push(TEXT, rest));
        options.add(Stack.push(NUMBER, rest));
        if (depth > 0) {
            options.add(Stack.push(new Rule.AnyObject(depth), rest));
            options.add(pushed(List.of(OPENING_BRACKET, new Items(new Anything(depth - 1), Bounds.ANY, 0)), rest));
        }
        return options;
    }

    private static List<Optional<Stack>> anyMembers(Rule.AnyMembers all, Optional<Stack> rest) {
        List<Optional<Stack>> options = new ArrayList<>();
        options.add(Stack.push(CLOSING_BRACE, rest));
        for (Rule gap : List.of(NOTHING, SPACE)) {
            List<Rule> parts =
                    List.of(TEXT, COLON, gap, new Anything(all.depth() - 1), new Rule.AnyMembers(all.depth(), true));
            options.addAll(next(all.begun(), parts, rest));
        }
        return options;
    }
}
