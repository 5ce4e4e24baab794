package dev.assay.livebench.instructions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.livebench.GraderFault;
import dev.assay.livebench.grade.Grade;
import dev.assay.livebench.grade.Grader;
import dev.assay.livebench.grade.Mode;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.text.Python;
import dev.assay.livebench.text.SolutionTags;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/// Grades instruction following: half the score for the share of instructions that were followed, half for all of them.
public final class InstructionFollowing implements Grader {
    /// The first release with other instructions.
    private static final String OTHERS_SINCE = "2025-11-25";

    @Override
    public Grade grade(Question question, String answer, Mode mode) {
        JsonNode instructions = question.all().path("instruction_id_list");
        JsonNode arguments = question.all().path("kwargs");
        if (!instructions.isArray() || instructions.isEmpty() || arguments.size() != instructions.size()) {
            throw new GraderFault("instruction_id_list and kwargs are no lists of one length");
        }
        boolean others = question.isSince(OTHERS_SINCE);
        String response = Python.strip(others ? first(answer).orElse(answer) : answer);
        int followed = 0;
        for (int i = 0; i < instructions.size(); i++) {
            String instruction = instructions.get(i).asText();
            Check check = check(instruction, others)
                    .orElseThrow(() -> new GraderFault("there is no check of '" + instruction + "'"));
            followed += follows(check, response, new Arguments(instruction, arguments.get(i))) ? 1 : 0;
        }
        double share = (double) followed / instructions.size();
        return Grade.of(
                ((followed == instructions.size() ? 1 : 0) + share) / 2,
                followed + " of " + instructions.size() + " instructions followed");
    }

    /// Releases since then have the other instructions; questions of our own may go on with the earlier
    /// ones, whose names are different.
    private static Optional<Check> check(String instruction, boolean others) {
        return others ? IfBench.check(instruction).or(() -> IfEval.check(instruction)) : IfEval.check(instruction);
    }

    private static Optional<String> first(String answer) {
        return SolutionTags.LINES.all(answer).stream().findFirst();
    }

    private static boolean follows(Check check, String response, Arguments arguments) {
        try {
            return !response.isEmpty() && check.follows(response, arguments);
        } catch (PatternSyntaxException e) {
            throw new GraderFault(arguments.instruction() + ": '" + e.getPattern() + "' is no regular expression");
        }
    }
}
