package dev.assay.lm.chat.jinja;

import dev.assay.lm.chat.jinja.Statement.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs statements.
final class Interpreter {
    private final Budget budget;
    private final Evaluator evaluator;
    private final Macros macros;

    Interpreter(Budget budget) {
        this.budget = budget;
        this.evaluator = new Evaluator(budget);
        this.macros = new Macros(this, evaluator, budget);
    }

    /// Whether a loop goes on.
    enum Flow {
        NEXT,
        BREAK,
        CONTINUE
    }

    Flow run(List<Statement> statements, Scope scope, Output out) {
        for (Statement statement : statements) {
            Flow flow = run(statement, scope, out);
            if (flow != Flow.NEXT) {
                return flow;
            }
        }
        return Flow.NEXT;
    }

    private Flow run(Statement statement, Scope scope, Output out) {
        budget.step();
        return switch (statement) {
            case Statement.Data(String text) -> written(text, out);
            case Statement.Print(Expression expression, int line) ->
                written(Evaluator.placed(line, () -> evaluator.text(evaluator.value(expression, scope))), out);
            case Statement.For loop -> loop(loop, scope, out);
            case Statement.If(List<Statement.Branch> branches, List<Statement> otherwise) ->
                run(chosen(branches, otherwise, scope), scope, out);
            case Statement.Assign assign -> assigned(assign, scope);
            case Statement.AssignBlock block -> {
                Value text = filtered(block.filters(), captured(block.body(), scope.inner()), scope, block.line());
                Evaluator.placed(block.line(), () -> assign(block.target(), text, scope));
                yield Flow.NEXT;
            }
            case Statement.Macro macro -> {
                scope.set(macro.name(), macros.of(macro.name(), macro.parameters(), macro.body(), scope));
                yield Flow.NEXT;
            }
            case Statement.CallBlock call ->
                written(PythonText.of(Evaluator.placed(call.line(), () -> macros.called(call, scope))), out);
            case Statement.FilterBlock(List<Statement.FilterStep> filters, List<Statement> body, int line) ->
                written(PythonText.of(filtered(filters, captured(body, scope.inner()), scope, line)), out);
            case Statement.With(List<Statement.Assign> assigns, List<Statement> body) -> {
                Scope inner = scope.inner();
                assigns.forEach(assign -> Evaluator.placed(
                        assign.line(), () -> assign(assign.target(), evaluator.value(assign.value(), scope), inner)));
                yield run(body, inner, out);
            }
            case Statement.Generation(List<Statement> body) -> {
                int from = out.length();
                run(body, scope.inner(), out);
                out.markGeneration(from);
                yield Flow.NEXT;
            }
            case Statement.Break() -> Flow.BREAK;
            case Statement.Continue() -> Flow.CONTINUE;
        };
    }

    private static Flow written(String text, Output out) {
        out.write(text);
        return Flow.NEXT;
    }

    private List<Statement> chosen(List<Statement.Branch> branches, List<Statement> otherwise, Scope scope) {
        for (Statement.Branch branch : branches) {
            if (Evaluator.placed(branch.line(), () -> evaluator.value(branch.test(), scope))
                    .isTrue()) {
                return branch.body();
            }
        }
        return otherwise;
    }

    private Value filtered(List<Statement.FilterStep> filters, String text, Scope scope, int line) {
        Value value = Value.of(text);
        for (Statement.FilterStep step : filters) {
            Value before = value;
            value = Evaluator.placed(line, () -> evaluator.filtered(step, before, scope));
        }
        return value;
    }

    String captured(List<Statement> body, Scope scope) {
        Output inner = new Output(budget);
        run(body, scope, inner);
        return inner.text();
    }

    private Flow assigned(Statement.Assign assign, Scope scope) {
        Evaluator.placed(assign.line(), () -> assign(assign.target(), evaluator.value(assign.value(), scope), scope));
        return Flow.NEXT;
    }

    private Value assign(Target target, Value value, Scope scope) {
        switch (target) {
            case Target.Variable(String name) -> scope.set(name, value);
            case Target.Field(String namespace, String attribute) -> {
                if (!(scope.get(namespace).orElse(Value.none()) instanceof Value.Namespace fields)) {
                    throw JinjaException.failed("\"" + namespace + "\" is no namespace, so it cannot be written to");
                }
                fields.attributes().put(attribute, value);
            }
            case Target.Several(List<Target> targets) -> {
                List<Value> items = Iteration.items(value);
                if (items.size() != targets.size()) {
                    throw JinjaException.failed(items.size() + " values do not fit " + targets.size() + " names");
                }
                for (int i = 0; i < items.size(); i++) {
                    assign(targets.get(i), items.get(i), scope);
                }
            }
        }
        return value;
    }

    private Flow loop(Statement.For loop, Scope scope, Output out) {
        Value items = Evaluator.placed(loop.line(), () -> evaluator.value(loop.items(), scope));
        loop(loop, items, 1, scope, out);
        return Flow.NEXT;
    }

    private void loop(Statement.For loop, Value over, int depth, Scope scope, Output out) {
        List<Value> items = Evaluator.placed(loop.line(), () -> kept(loop, Iteration.items(over), scope));
        if (items.isEmpty()) {
            run(loop.otherwise(), scope.inner(), out);
            return;
        }
        LoopState state = new LoopState(items, depth, again(loop, depth, scope));
        for (int i = 0; i < items.size(); i++) {
            budget.step();
            state.moveTo(i);
            Scope inner = scope.inner();
            inner.set("loop", new Value.Loop(state));
            Value item = items.get(i);
            Evaluator.placed(loop.line(), () -> assign(loop.target(), item, inner));
            if (run(loop.body(), inner, out) == Flow.BREAK) {
                return;
            }
        }
    }

    private Optional<Value.Function> again(Statement.For loop, int depth, Scope scope) {
        if (!loop.recursive()) {
            return Optional.empty();
        }
        return Optional.of(arguments -> {
            Output inner = new Output(budget);
            loop(loop, arguments.need(0, "iterable"), depth + 1, scope, inner);
            return Value.of(inner.text());
        });
    }

    private List<Value> kept(Statement.For loop, List<Value> items, Scope scope) {
        if (loop.condition().isEmpty()) {
            return items;
        }
        List<Value> kept = new ArrayList<>();
        for (Value item : items) {
            Scope inner = scope.inner();
            assign(loop.target(), item, inner);
            if (evaluator.value(loop.condition().get(), inner).isTrue()) {
                kept.add(item);
            }
        }
        return kept;
    }

    /// Runs a whole template.
    static Rendered render(List<Statement> statements, Map<String, Value> variables, Budget budget) {
        Output out = new Output(budget);
        new Interpreter(budget).run(statements, Scope.outermost(variables), out);
        return out.rendered();
    }
}
