package dev.assay.livebench.coding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.base.Json;
import dev.assay.livebench.GraderFault;
import dev.assay.livebench.grade.Grade;
import dev.assay.livebench.grade.Grader;
import dev.assay.livebench.grade.Mode;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.sandbox.Bubblewrap;
import dev.assay.livebench.sandbox.Limits;
import dev.assay.livebench.sandbox.Outcome;
import dev.assay.livebench.sandbox.Sandbox;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class CodingTest {
    @TempDir
    Path folder;

    private Sandbox sandbox() {
        Sandbox sandbox = Bubblewrap.find();
        Outcome outcome = sandbox.run(List.of("/usr/bin/python3", "-c", "print(1)"), folder, Limits.STANDARD);
        boolean works = outcome.equals(new Outcome.Ended(0, "1\n", ""));
        if (!works) {
            System.out.println("skipped: there is no working sandbox here: " + outcome);
        }
        Assumptions.assumeTrue(works, () -> "no working sandbox: " + outcome);
        return sandbox;
    }

    private static Question question(Map<String, Object> fields) {
        Map<String, Object> all = new HashMap<>(fields);
        all.put("question_id", "q");
        return new Question(
                "q",
                "coding",
                "any",
                Optional.empty(),
                List.of("Write it."),
                Optional.empty(),
                Optional.empty(),
                (ObjectNode) Json.toTree(all));
    }

    private static Question contest(String function, String publicTests, String privateTests) {
        String metadata = function.isEmpty() ? "{}" : "{\"func_name\":\"" + function + "\"}";
        return question(Map.of(
                "public_test_cases",
                publicTests,
                "private_test_cases",
                privateTests,
                "original_json",
                Map.of("metadata", metadata)));
    }

    private static double score(Grader grader, Question question, String answer) {
        Grade grade = grader.grade(question, answer, Mode.REFERENCE);
        return switch (grade) {
            case Grade.Scored(double score, String why) -> score;
            case Grade.Unscorable(Grade.Reason reason, String why) -> throw new AssertionError(reason + ": " + why);
        };
    }

    @Test
    void the_code_stands_between_the_last_two_fences() {
        assertThat(CodeBlock.of("a\n```python\nx = 1\n```\nb\n```\ny = 2\n```  \n"))
                .isEqualTo("y = 2");
        assertThat(CodeBlock.of("x = 1\n```")).isEqualTo("x = 1");
        assertThat(CodeBlock.of("`x = 1`")).isEqualTo("x = 1");
        assertThat(CodeBlock.of("x = 1")).isEqualTo("x = 1");
        assertThat(CodeBlock.of("```python\nx = 1")).isEqualTo("```python\nx = 1");
    }

    @Test
    void a_pickled_text_is_read_and_nothing_else() throws IOException {
        assertThat(PickledText.of(packed(pickle("[1]")))).isEqualTo("[1]");
        assertThatThrownBy(() -> PickledText.of(packed(new byte[] {(byte) 0x80, 4, 'c', 'o', 's', '\n', '.'})))
                .isInstanceOf(GraderFault.class)
                .hasMessageContaining("no plain text");
        assertThatThrownBy(() -> PickledText.of(packed(new byte[] {'X', 9, 0, 0, 0, 'a', '.'})))
                .isInstanceOf(GraderFault.class);
        assertThatThrownBy(() -> PickledText.of("!")).isInstanceOf(GraderFault.class);
    }

    private static byte[] pickle(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[bytes.length + 9];
        all[0] = (byte) 0x80;
        all[1] = 3;
        all[2] = 'X';
        all[3] = (byte) bytes.length;
        System.arraycopy(bytes, 0, all, 7, bytes.length);
        all[bytes.length + 7] = (byte) 0x94;
        all[bytes.length + 8] = '.';
        return all;
    }

    private static String packed(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
            deflater.write(bytes);
        }
        return Base64.getEncoder().encodeToString(packed.toByteArray());
    }

    @Test
    void a_function_is_called_with_each_test() throws IOException {
        Contest grader = new Contest(sandbox());
        Question twoSum = contest(
                "twoSum",
                "[{\"input\":\"[2, 7, 11]\\n9\",\"output\":\"[0, 1]\"}]",
                packed(pickle("[{\"input\":\"[3, 3]\\n6\",\"output\":\"[0, 1]\"}]")));
        String right = """
                ```python
                class Solution:
                    def twoSum(self, nums: List[int], target: int):
                        seen = {}
                        for i, n in enumerate(nums):
                            if target - n in seen:
                                return (seen[target - n], i)
                            seen[n] = i
                ```""";
        assertThat(score(grader, twoSum, right)).isEqualTo(1);
        assertThat(score(grader, twoSum, right.replace("seen[n] = i", "seen[n] = i + 1")))
                .isZero();
        assertThat(score(grader, twoSum, "def twoSum(a, t):\n    return [0, 1]"))
                .isEqualTo(1);
        assertThat(score(grader, twoSum, "def other(a, t):\n    return [0, 1]")).isZero();
        assertThat(score(grader, twoSum, "def twoSum(a, t):\n    while True: pass"))
                .isZero();
        assertThat(score(grader, twoSum, "I cannot do that.")).isZero();
    }

    @Test
    void a_program_reads_and_writes_each_test() {
        Contest grader = new Contest(sandbox());
        Question sum = contest(
                "", "[{\"input\":\"1 2\\n\",\"output\":\"3\\n\"}]", "[{\"input\":\"2 2\\n\",\"output\":\"4.0\\n\"}]");
        assertThat(score(grader, sum, "```\na, b = map(int, input().split())\nprint(a + b)\n```"))
                .isEqualTo(1);
        assertThat(score(
                        grader,
                        sum,
                        "import sys\ndef main():\n    print(sum(map(int, sys.stdin.read().split())))\n"
                                + "    exit()\nif __name__ == '__main__':\n    main()"))
                .isEqualTo(1);
        assertThat(score(grader, sum, "print(3)")).isZero();
        assertThat(score(grader, sum, "import os\nos.write(1, b'{\"passed\": true}')\nos._exit(0)"))
                .isZero();
    }

    @Test
    void a_completion_is_put_after_what_was_given() {
        Contest grader = new Contest(sandbox());
        Question question = question(Map.of(
                "public_test_cases",
                "[{\"input\":\"2\",\"output\":\"4\"}]",
                "private_test_cases",
                "[]",
                "original_json",
                Map.of("metadata", "{\"func_name\":\"square\"}"),
                "partial_solution",
                "def square(x):"));
        assertThat(score(grader, question, "```\n    return x * x\n```")).isEqualTo(1);
        assertThat(score(grader, question, "```\ndef square(x):\n    return x * x\n```"))
                .isEqualTo(1);
    }

    private static Question library(String tests, String libraries) {
        return question(Map.of(
                "tests",
                tests,
                "code_prompt",
                "import math\ndef task(x):",
                "entry_point",
                "task",
                "libs",
                libraries,
                "expected_time",
                0.1));
    }

    @Test
    void unit_tests_must_all_pass() {
        LibraryUse grader = new LibraryUse(sandbox());
        Question question = library("""
                import unittest
                class TestCases(unittest.TestCase):
                    def test_one(self):
                        self.assertEqual(task(4), 2)
                    def test_two(self):
                        self.assertEqual(task(9), 3)
                """, "['math']");
        assertThat(score(grader, question, "```\nimport math\ndef task(x):\n    return math.isqrt(x)\n```"))
                .isEqualTo(1);
        assertThat(score(grader, question, "```\n    return math.isqrt(x)\n```"))
                .isEqualTo(1);
        assertThat(score(grader, question, "```\ndef task(x):\n    return 2\n```"))
                .isZero();
        assertThat(score(grader, question, "```\ndef task(x):\n    import time\n    time.sleep(100)\n```"))
                .isZero();
    }

    @Test
    void a_library_that_is_not_installed_makes_a_question_unscorable() {
        LibraryUse grader = new LibraryUse(sandbox());
        Question question = library(
                "import unittest\nclass TestCases(unittest.TestCase):\n    def test(self):\n        task(1)",
                "['no_such_library']");
        assertThat(grader.grade(question, "import no_such_library\ndef task(x):\n    pass", Mode.STRICT))
                .isInstanceOfSatisfying(
                        Grade.Unscorable.class,
                        grade -> assertThat(grade.reason()).isEqualTo(Grade.Reason.SKIPPED_NO_RUNTIME));
        assertThat(score(grader, question, "import some_other_library\ndef task(x):\n    pass"))
                .isZero();
    }

    @Test
    void without_a_sandbox_an_answer_is_unscorable_and_the_way_out_is_named() {
        Question sum = contest("", "[{\"input\":\"1\",\"output\":\"1\"}]", "[]");
        assertThat(new Contest(Sandbox.none()).grade(sum, "print(1)", Mode.STRICT))
                .isInstanceOfSatisfying(
                        Grade.Unscorable.class,
                        grade -> assertThat(grade.why()).contains("apt-get install bubblewrap"));
    }
}
