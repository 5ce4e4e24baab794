package dev.assay.livebench.algebra;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads formulas in LaTeX: sums, products (also by juxtaposition), fractions, powers, roots,
/// functions, Greek letters, brackets of all kinds.
///
/// `\log` and `\ln` are the natural logarithm; `\sec^2 x` is `(sec x)²`, `\sin^{-1}` the inverse. The
/// argument of a function without brackets goes on to the next sign or function.
public final class LatexReader {
    private static final int MOST_DEPTH = 200;
    private static final int MOST_LENGTH = 20_000;
    private static final Pattern TOKEN =
            Pattern.compile("\\G(?:\\\\([A-Za-z]+|.)|(\\d+\\.?\\d*|\\.\\d+)|(.))", Pattern.DOTALL);
    private static final Set<String> SPACES =
            Set.of("left", "right", "quad", "qquad", ",", ";", "!", ":", " ", "displaystyle", "limits", "big", "Big");
    private static final Set<String> FRACTIONS = Set.of("frac", "dfrac", "tfrac", "cfrac");
    private static final Set<String> TIMES = Set.of("cdot", "times", "ast");
    private static final Set<String> UPRIGHT = Set.of("mathrm", "text", "operatorname", "mathit");
    private static final Set<String> GREEK = Set.of(
            "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "kappa", "lambda", "mu", "nu", "xi",
            "rho", "sigma", "tau", "phi", "varphi", "chi", "psi", "omega", "Delta", "Omega", "Lambda", "Gamma");
    private static final Map<String, String> CLOSING = Map.of("(", ")", "[", "]", "{", "}");

    private final List<Token> tokens;
    private final Letters letters;
    private int at;
    private int depth;

    /// What the letters e and i stand for.
    public enum Letters {
        /// Variables like all others.
        SYMBOLS,
        /// Euler's number and the imaginary unit.
        CONSTANTS
    }

    private enum Kind {
        COMMAND,
        NUMBER,
        CHARACTER
    }

    private record Token(Kind kind, String text) {
        boolean is(String character) {
            return kind == Kind.CHARACTER && text.equals(character);
        }

        boolean isCommand(Set<String> names) {
            return kind == Kind.COMMAND && names.contains(text);
        }
    }

    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unreadable(String message) {
            super(message, null, false, false);
        }
    }

    private LatexReader(List<Token> tokens, Letters letters) {
        this.tokens = tokens;
        this.letters = letters;
    }

    /// The formula, or nothing where the text is none.
    public static Optional<Formula> read(String text, Letters letters) {
        return whole(text, letters).or(() -> whole(text.replace("\\\\", "\\"), letters));
    }

    private static Optional<Formula> whole(String text, Letters letters) {
        if (text.length() > MOST_LENGTH) {
            return Optional.empty();
        }
        LatexReader reader = new LatexReader(tokens(text), letters);
        try {
            Formula formula = reader.sum();
            return reader.at == reader.tokens.size() ? Optional.of(formula) : Optional.empty();
        } catch (Unreadable e) {
            return Optional.empty();
        }
    }

    private static List<Token> tokens(String text) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            if (matcher.group(1) != null) {
                if (!SPACES.contains(matcher.group(1))) {
                    tokens.add(new Token(Kind.COMMAND, matcher.group(1)));
                }
            } else if (matcher.group(2) != null) {
                tokens.add(new Token(Kind.NUMBER, matcher.group(2)));
            } else if (!matcher.group(3).isBlank() && !matcher.group(3).equals("~")) {
                tokens.add(new Token(Kind.CHARACTER, matcher.group(3)));
            }
        }
        return tokens;
    }

    private Formula sum() {
        if (++depth > MOST_DEPTH) {
            throw new Unreadable("too deep");
        }
        List<Formula> terms = new ArrayList<>();
        boolean minus = sign();
        terms.add(minus ? Formula.negative(product()) : product());
        while (peek("+") || peek("-")) {
            terms.add(sign() ? Formula.negative(product()) : product());
        }
        depth--;
        return terms.size() == 1 ? terms.getFirst() : new Formula.Sum(List.copyOf(terms));
    }

    /// Passes signs; true for an odd number of minuses.
    private boolean sign() {
        boolean minus = false;
        while (peek("+") || peek("-")) {
            minus ^= peek("-");
            at++;
        }
        return minus;
    }

    /// Factors with signs of multiplication or division between them.
    private Formula product() {
        Formula left = juxtaposed();
        while (true) {
            boolean over = peek("/") || command(Set.of("div"));
            if (!over && !peek("*") && !command(TIMES)) {
                return left;
            }
            at++;
            Formula right = sign() ? Formula.negative(juxtaposed()) : juxtaposed();
            left = over ? Formula.quotient(left, right) : new Formula.Product(List.of(left, right));
        }
    }

    /// Factors that stand beside each other.
    private Formula juxtaposed() {
        List<Formula> factors = new ArrayList<>();
        factors.add(power());
        while (begins()) {
            factors.add(power());
        }
        return factors.size() == 1 ? factors.getFirst() : new Formula.Product(List.copyOf(factors));
    }

    private boolean begins() {
        if (at >= tokens.size()) {
            return false;
        }
        Token token = tokens.get(at);
        return switch (token.kind()) {
            case NUMBER -> true;
            case COMMAND ->
                !TIMES.contains(token.text())
                        && !token.text().equals("div")
                        && !token.text().equals("}");
            case CHARACTER -> CLOSING.containsKey(token.text()) || isLetter(token.text());
        };
    }

    private static boolean isLetter(String text) {
        return text.length() == 1 && Character.isLetter(text.charAt(0));
    }

    private Formula power() {
        Formula base = atom();
        while (peek("^")) {
            at++;
            base = new Formula.Power(base, script());
        }
        return base;
    }

    /// What follows `^` or `_`: a group, or one sign.
    private Formula script() {
        if (peek("{")) {
            return group("{");
        }
        if (peek("-")) {
            at++;
            return Formula.negative(script());
        }
        Token token = next();
        if (token.kind() == Kind.NUMBER) {
            // Without braces only the first digit is raised.
            String digits = token.text();
            if (digits.length() > 1) {
                tokens.add(at, new Token(Kind.NUMBER, digits.substring(1)));
            }
            return number(digits.substring(0, 1));
        }
        at--;
        return atom();
    }

    private Formula atom() {
        Token token = next();
        return switch (token.kind()) {
            case NUMBER -> number(token.text());
            case COMMAND -> command(token.text());
            case CHARACTER -> {
                at--;
                if (CLOSING.containsKey(token.text())) {
                    yield group(token.text());
                }
                at++;
                if (!isLetter(token.text())) {
                    throw new Unreadable("'" + token.text() + "' begins no formula");
                }
                yield letter(token.text());
            }
        };
    }

    private static Formula number(String digits) {
        String whole = digits.endsWith(".") ? digits.substring(0, digits.length() - 1) : digits;
        return new Formula.Literal(Rational.of(new BigDecimal(whole)));
    }

    private Formula letter(String name) {
        if (letters == Letters.CONSTANTS && name.equals("e")) {
            return new Formula.Named(Formula.Constant.E);
        }
        if (letters == Letters.CONSTANTS && name.equals("i")) {
            return new Formula.Named(Formula.Constant.I);
        }
        return new Formula.Symbol(name + subscript());
    }

    private String subscript() {
        if (!peek("_")) {
            return "";
        }
        at++;
        int from = at;
        script();
        StringBuilder name = new StringBuilder("_");
        tokens.subList(from, at).forEach(token -> name.append(token.text()));
        return name.toString();
    }

    private Formula group(String open) {
        at++;
        Formula inside = sum();
        String close = CLOSING.getOrDefault(open, open);
        if (!next().is(close)) {
            throw new Unreadable("'" + open + "' is not closed");
        }
        return inside;
    }

    private Formula command(String name) {
        if (FRACTIONS.contains(name)) {
            Formula dividend = script();
            return Formula.quotient(dividend, script());
        }
        if (name.equals("sqrt")) {
            return root();
        }
        if (name.equals("pi")) {
            return new Formula.Named(Formula.Constant.PI);
        }
        if (name.equals("{")) {
            return escapedGroup();
        }
        if (UPRIGHT.contains(name)) {
            return upright();
        }
        if (GREEK.contains(name)) {
            return new Formula.Symbol("\\" + name + subscript());
        }
        return Function.named(name).map(this::call).orElseThrow(() -> new Unreadable("'\\" + name + "' is unknown"));
    }

    private Formula escapedGroup() {
        Formula inside = sum();
        Token close = next();
        if (close.kind() != Kind.COMMAND || !close.text().equals("}")) {
            throw new Unreadable("'\\{' is not closed");
        }
        return inside;
    }

    private Formula root() {
        Formula degree = Formula.of(2);
        if (peek("[")) {
            degree = group("[");
        }
        Formula inside = script();
        return new Formula.Power(inside, new Formula.Power(degree, Formula.of(-1)));
    }

    /// `\mathrm{e}`, or the name of a function in upright letters.
    private Formula upright() {
        if (!next().is("{")) {
            throw new Unreadable("no braces after a font");
        }
        StringBuilder name = new StringBuilder();
        Token token = next();
        while (!token.is("}")) {
            name.append(token.text());
            token = next();
        }
        String all = name.toString();
        return Function.named(all).map(this::call).orElseGet(() -> {
            if (!isLetter(all)) {
                throw new Unreadable("'" + all + "' is no letter and no function");
            }
            return letter(all);
        });
    }

    private Formula call(Function function) {
        Optional<Formula> base = Optional.empty();
        if (function == Function.LN && peek("_")) {
            at++;
            base = Optional.of(script());
        }
        Optional<Formula> exponent = Optional.empty();
        if (peek("^")) {
            at++;
            exponent = Optional.of(script());
        }
        Formula argument =
                peek("(") || peek("{") || peek("[") ? group(tokens.get(at).text()) : argument();
        boolean inverse =
                exponent.flatMap(Values::exact).filter(Rational.of(-1)::equals).isPresent();
        if (inverse && function.inverse().isPresent()) {
            return new Formula.Call(function.inverse().get(), argument);
        }
        Formula value = new Formula.Call(function, argument);
        Formula based = base.isPresent() ? Formula.quotient(value, new Formula.Call(Function.LN, base.get())) : value;
        return exponent.isPresent() ? new Formula.Power(based, exponent.get()) : based;
    }

    /// What stands beside a function without brackets, up to a sign or another function.
    private Formula argument() {
        List<Formula> factors = new ArrayList<>();
        factors.add(power());
        while (begins() && !isFunction()) {
            factors.add(power());
        }
        return factors.size() == 1 ? factors.getFirst() : new Formula.Product(List.copyOf(factors));
    }

    private boolean isFunction() {
        Token token = tokens.get(at);
        return token.kind() == Kind.COMMAND && Function.named(token.text()).isPresent();
    }

    private boolean peek(String character) {
        return at < tokens.size() && tokens.get(at).is(character);
    }

    private boolean command(Set<String> names) {
        return at < tokens.size() && tokens.get(at).isCommand(names);
    }

    private Token next() {
        if (at >= tokens.size()) {
            throw new Unreadable("the formula ends");
        }
        return tokens.get(at++);
    }
}
