package dev.assay.testkit.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.base.AssayException;
import dev.assay.base.Progress;
import dev.assay.lm.chat.ChatTemplate;
import dev.assay.lm.checkpoint.AdapterPlan;
import dev.assay.lm.checkpoint.Adapters;
import dev.assay.lm.checkpoint.LoadOptions;
import dev.assay.lm.checkpoint.PretrainedModel;
import dev.assay.lm.family.Input;
import dev.assay.lm.finetune.Conversation;
import dev.assay.lm.finetune.ConversationFile;
import dev.assay.lm.finetune.ExampleMaker;
import dev.assay.lm.finetune.FinetunePlan;
import dev.assay.lm.finetune.FinetuneResult;
import dev.assay.lm.finetune.Finetuning;
import dev.assay.lm.finetune.Inspection;
import dev.assay.lm.finetune.Merge;
import dev.assay.lm.training.Example;
import dev.assay.lm.training.NextTokenObjective;
import dev.assay.lm.training.TokenBatch;
import dev.assay.lm.training.TrainingSettings;
import dev.assay.lm.training.Window;
import dev.assay.model.Message;
import dev.assay.nn.Pass;
import dev.assay.tensor.Precision;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.Scope;
import dev.assay.tensor.safetensors.SafetensorsFile;
import dev.assay.testkit.reference.Family;
import dev.assay.testkit.reference.RandomCheckpoint;
import dev.assay.testkit.reference.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FinetuningTest {
    @TempDir
    Path folder;

    private Path model = Path.of("");

    @BeforeEach
    void writeModel() {
        model = folder.resolve("model");
        RandomCheckpoint.write(model, shape(Family.LLAMA), 7);
    }

    private static Shape shape(Family family) {
        return Shape.of(family).withVocabulary(300).withContext(96);
    }

    private static ExampleMaker maker(PretrainedModel opened, int length) {
        return new ExampleMaker(opened.tokenizer(), ChatTemplate.chatMl(), length);
    }

    private static Conversation talk(String question, String answer) {
        return new Conversation(List.of(Message.user(question), Message.assistant(answer)), "test:1");
    }

    @Test
    void only_the_answer_and_the_end_of_its_turn_count_in_the_loss() {
        try (PretrainedModel opened = PretrainedModel.open(model, LoadOptions.DEFAULT)) {
            Example example = maker(opened, 96).example(talk("Hi?", "Yes"));
            Inspection shown = Inspection.of(Window.single(List.of(example)).getFirst(), opened.tokenizer());
            int[] learned = shown.tokens().stream()
                    .filter(Inspection.Token::learned)
                    .mapToInt(Inspection.Token::id)
                    .toArray();
            assertThat(opened.tokenizer().decode(learned)).isEqualTo("Yes<|im_end|>");
        }
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void packed_rows_have_the_loss_of_the_same_rows_unpacked(Family family) {
        Path own = folder.resolve(family.name());
        RandomCheckpoint.write(own, shape(family), 3);
        try (PretrainedModel opened = PretrainedModel.open(own, LoadOptions.DEFAULT);
                var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            List<Example> examples = examples(opened, 5);
            List<Window> packed = Window.packed(examples, 96);
            assertThat(packed.size()).isLessThan(examples.size());
            assertThat(loss(opened, packed)).isCloseTo(loss(opened, Window.single(examples)), within(1e-3));
        }
    }

    @Test
    void a_batch_that_weighs_three_times_as_much_counts_three_times_in_loss_and_in_what_it_is_divided_by() {
        try (PretrainedModel opened = PretrainedModel.open(model, LoadOptions.DEFAULT);
                var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            NextTokenObjective objective = new NextTokenObjective(opened.decoder(), step -> List.of(), List.of());
            TokenBatch once = new TokenBatch(Window.single(examples(opened, 2)));
            TokenBatch thrice = new TokenBatch(once.windows(), 3);
            double loss = objective.loss(once, Pass.inference()).item_double();
            assertThat(objective.loss(thrice, Pass.inference()).item_double()).isCloseTo(3 * loss, within(1e-3));
            assertThat(objective.weight(thrice)).isEqualTo(3 * objective.weight(once));
        }
    }

    private static List<Example> examples(PretrainedModel opened, int count) {
        ExampleMaker maker = new ExampleMaker(
                opened.tokenizer(),
                ChatTemplate.parse("{% for m in messages %}{{ m['role'] }}:{{ m['content'] }};{% endfor %}", "test"),
                96);
        return IntStream.range(0, count)
                .mapToObj(i -> maker.example(talk("q" + i, "answer " + i * 37)))
                .toList();
    }

    private static double loss(PretrainedModel opened, List<Window> windows) {
        NextTokenObjective objective = new NextTokenObjective(opened.decoder(), step -> List.of(), List.of());
        return objective.loss(new TokenBatch(windows), Pass.inference()).item_double();
    }

    @Test
    void a_new_adapter_changes_nothing() {
        try (PretrainedModel opened = PretrainedModel.open(model, LoadOptions.DEFAULT);
                var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            float[] before = logits(opened);
            PretrainedModel adapted = Adapters.attach(opened, plan(), Randomness.of(1));
            assertThat(logits(adapted)).isEqualTo(before);
        }
    }

    private static AdapterPlan plan() {
        return new AdapterPlan(4, 8, 0, List.of(AdapterPlan.ALL));
    }

    private static float[] logits(PretrainedModel opened) {
        Tensor ids = torch.tensor(new long[] {5, 17, 33, 64, 101, 7}).view(1, 6);
        Tensor all = opened.decoder().logits(Input.of(ids), Pass.inference()).contiguous();
        float[] values = new float[(int) all.numel()];
        all.data_ptr_float().get(values);
        return values;
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void an_adapter_is_saved_read_and_merged_without_changing_what_the_model_says(Family family) {
        Path own = folder.resolve(family.name());
        RandomCheckpoint.write(own, shape(family), 5);
        try (PretrainedModel opened = PretrainedModel.open(own, LoadOptions.DEFAULT);
                var scope = Scope.open()) {
            PretrainedModel adapted = Adapters.attach(opened, plan(), Randomness.of(2));
            scramble(adapted);
            Adapters.save(adapted, plan(), Map.of(), "base", "", folder.resolve("adapter"));
            try (var ignored = new NoGradGuard()) {
                float[] expected = logits(adapted);
                PretrainedModel again = Adapters.open(opened, folder.resolve("adapter"));
                assertThat(logits(again)).isEqualTo(expected);
                Merge merge = Merge.of(again, List.of(new int[] {1, 2, 3, 4}));
                assertThat(merge.difference()).isLessThan(1e-4);
                assertThat(logits(merge.merged())).isNotEqualTo(logits(opened));
            }
        }
    }

    /// Tied or not: an adapter on the output layer makes it a matrix of its own.
    @ParameterizedTest
    @ValueSource(strings = {"qwen2-tied-bytes", "llama-f16-tied-leftovers", "llama-biases"})
    void a_merged_model_says_the_same_when_its_folder_is_opened_again(String name) {
        Shape shape = RandomCheckpoint.variants().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow()
                .withVocabulary(300);
        Path own = folder.resolve("base");
        RandomCheckpoint.write(own, shape, 5);
        AdapterPlan plan = new AdapterPlan(2, 4, 0, List.of("lm_head", "q_proj"));
        try (PretrainedModel opened = PretrainedModel.open(own, LoadOptions.DEFAULT);
                var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            PretrainedModel adapted = Adapters.attach(opened, plan, Randomness.of(2));
            scramble(adapted);
            float[] expected = logits(adapted);
            Adapters.merge(adapted).save(folder.resolve("merged"), Map.of(), Precision.F32);
            try (PretrainedModel again = PretrainedModel.open(folder.resolve("merged"), LoadOptions.DEFAULT)) {
                assertThat(logits(again)).containsExactly(expected, within(1e-4f));
            }
            assertThatThrownBy(() -> adapted.save(folder.resolve("held"), Map.of(), Precision.F32))
                    .isInstanceOf(AssayException.class)
                    .hasMessageContaining("ASSAY-2112");
            assertThat(folder.resolve("held")).doesNotExist();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rank_pattern", "alpha_pattern"})
    void an_adapter_with_a_pattern_is_refused_and_not_read_at_the_wrong_scale(String key) throws IOException {
        try (PretrainedModel opened = PretrainedModel.open(model, LoadOptions.DEFAULT)) {
            Path saved = folder.resolve("adapter");
            Adapters.save(Adapters.attach(opened, plan(), Randomness.of(2)), plan(), Map.of(), "base", "", saved);
            Path config = saved.resolve("adapter_config.json");
            Files.writeString(
                    config, Files.readString(config).replaceFirst("\\{", "{\"" + key + "\": {\"q_proj\": 64},"));
            assertThatThrownBy(() -> Adapters.open(opened, saved))
                    .isInstanceOf(AssayException.class)
                    .hasMessageContaining("ASSAY-4072");
        }
    }

    @Test
    void what_bf16_cannot_hold_is_in_the_weights_that_are_written() throws IOException {
        Path data = folder.resolve("data.jsonl");
        Files.writeString(data, "{\"instruction\": \"Say it\", \"output\": \"yes\"}\n".repeat(20));
        FinetunePlan plan = new FinetunePlan(
                model.toString(),
                new FinetunePlan.Data(data, Optional.empty(), 0.2, 0, true),
                new FinetunePlan.Method.Full(Precision.F32),
                settings(3));
        try (PretrainedModel opened = PretrainedModel.open(model, LoadOptions.DEFAULT.with(Precision.BF16))) {
            Finetuning finetuning = Finetuning.prepare(plan, opened, ChatTemplate.chatMl());
            Path run = folder.resolve("bf16");
            FinetuneResult result = finetuning.run(run, false, Progress.silent(), () -> false);
            try (SafetensorsFile file = SafetensorsFile.open(
                            finetuning.save(run, result.training()).resolve("model.safetensors"));
                    var scope = Scope.open()) {
                Tensor written = file.tensor("model.norm.weight");
                assertThat(written.sub(written.to(ScalarType.BFloat16).to(ScalarType.Float))
                                .abs()
                                .max()
                                .item_double())
                        .isPositive();
            }
        }
    }

    private static void scramble(PretrainedModel adapted) {
        try (var ignored = new NoGradGuard()) {
            adapted.decoder().parameters().stream()
                    .filter(p -> p.name().endsWith("lora_B"))
                    .forEach(p -> p.tensor()
                            .copy_(Randomness.of(3)
                                    .split(p.name())
                                    .normal(0.1, p.tensor().size(0), p.tensor().size(1))));
        }
    }

    @Test
    void an_adapter_of_another_model_is_refused_by_name_and_shape() {
        Path other = folder.resolve("other");
        RandomCheckpoint.write(other, shape(Family.QWEN2).withSizes(new Shape.Sizes(300, 64, 2, 96, 96)), 9);
        try (PretrainedModel opened = PretrainedModel.open(model, LoadOptions.DEFAULT);
                PretrainedModel wrong = PretrainedModel.open(other, LoadOptions.DEFAULT)) {
            Adapters.save(
                    Adapters.attach(opened, plan(), Randomness.of(2)),
                    plan(),
                    Map.of(),
                    "base",
                    "",
                    folder.resolve("adapter"));
            assertThatThrownBy(() -> Adapters.open(wrong, folder.resolve("adapter")))
                    .isInstanceOf(AssayException.class)
                    .hasMessageContaining("ASSAY-4073")
                    .hasMessageContaining("needed [");
        }
    }

    @Test
    void fine_tuning_lowers_the_loss_on_rows_that_were_held_back() throws IOException {
        Path data = folder.resolve("data.jsonl");
        Files.writeString(
                data,
                IntStream.range(0, 60)
                        .mapToObj(i -> "{\"instruction\": \"say " + i + "\", \"output\": \"aaaa\"}")
                        .collect(Collectors.joining("\n")));
        FinetunePlan plan = new FinetunePlan(
                model.toString(),
                new FinetunePlan.Data(data, Optional.empty(), 0.2, 0, true),
                new FinetunePlan.Method.Lora(4, 8, 0, List.of(AdapterPlan.ALL)),
                settings(30));
        try (PretrainedModel opened = PretrainedModel.open(model, LoadOptions.DEFAULT)) {
            Finetuning run = Finetuning.prepare(plan, opened, ChatTemplate.chatMl());
            FinetuneResult result = run.run(folder.resolve("run"), false, Progress.silent(), () -> false);
            assertThat(result.after().minus(result.before()).high()).isNegative();
            assertThat(result.training().finished()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void stopped_and_resumed_it_ends_with_the_same_bytes(boolean adapters) throws IOException {
        Path whole = finetuned("whole", adapters, 0);
        Path resumed = finetuned("resumed", adapters, 13);
        String name = adapters ? "adapter_model.safetensors" : "model.safetensors";
        assertThat(resumed.resolve(name)).hasSameBinaryContentAs(whole.resolve(name));
    }

    /// Fine-tunes, halting once before a step where it is not 0, and gives the folder that was written.
    private Path finetuned(String name, boolean adapters, int haltAt) throws IOException {
        Path data = folder.resolve(name + ".jsonl");
        Files.writeString(data, "{\"instruction\": \"Say it\", \"output\": \"yes\"}\n".repeat(20));
        FinetunePlan.Method method = adapters
                ? new FinetunePlan.Method.Lora(4, 8, 0.1, List.of(AdapterPlan.ALL))
                : new FinetunePlan.Method.Full(Precision.F32);
        FinetunePlan plan = new FinetunePlan(
                model.toString(), new FinetunePlan.Data(data, Optional.empty(), 0.2, 0, true), method, settings(20));
        Path run = folder.resolve(name);
        if (haltAt > 0) {
            int[] asked = {0};
            finetune(plan, run, false, () -> ++asked[0] > haltAt);
        }
        return finetune(plan, run, haltAt > 0, () -> false);
    }

    private Path finetune(FinetunePlan plan, Path run, boolean resume, BooleanSupplier stop) {
        try (PretrainedModel opened = PretrainedModel.open(model, LoadOptions.DEFAULT)) {
            Finetuning finetuning = Finetuning.prepare(plan, opened, ChatTemplate.chatMl());
            FinetuneResult result = finetuning.run(run, resume, Progress.silent(), stop);
            return finetuning.save(run, result.training());
        }
    }

    private static TrainingSettings settings(long steps) {
        return new TrainingSettings(
                steps,
                1,
                8,
                4,
                2e-2,
                0,
                0.9,
                0.95,
                TrainingSettings.Fall.COSINE,
                0.1,
                0.1,
                1,
                2,
                0,
                1,
                Precision.F32,
                false,
                10,
                0,
                10,
                2);
    }

    @Test
    void checkpointed_training_has_the_gradients_of_plain_training() {
        try (PretrainedModel opened = PretrainedModel.open(model, LoadOptions.DEFAULT);
                var scope = Scope.open()) {
            opened.decoder().parameters().forEach(p -> p.tensor().set_requires_grad(true));
            Window window = Window.single(examples(opened, 1)).getFirst();
            double[] plain = gradientNorms(opened, window);
            double[] checkpointed =
                    gradientNorms(opened.withDecoder(opened.decoder().withCheckpointing(true)), window);
            for (int i = 0; i < plain.length; i++) {
                assertThat(checkpointed[i]).isCloseTo(plain[i], within(1e-5 * Math.max(1, plain[i])));
            }
        }
    }

    private static double[] gradientNorms(PretrainedModel opened, Window window) {
        NextTokenObjective objective = new NextTokenObjective(opened.decoder(), step -> List.of(), List.of());
        Tensor loss = objective.loss(new TokenBatch(List.of(window)), Pass.training(Randomness.of(1)));
        Tensor[] tensors =
                opened.decoder().parameters().stream().map(p -> p.tensor()).toArray(Tensor[]::new);
        var gradients =
                torch.grad(new org.bytedeco.pytorch.TensorVector(loss), new org.bytedeco.pytorch.TensorVector(tensors));
        return IntStream.range(0, tensors.length)
                .mapToDouble(i -> gradients.get(i).norm().item_double())
                .toArray();
    }

    @Test
    void bad_rows_are_reported_together_each_with_its_line() throws IOException {
        Path data = folder.resolve("bad.jsonl");
        Files.writeString(
                data,
                String.join(
                        "\n",
                        "{\"instruction\": \"a\", \"output\": \"\"}",
                        "{\"messages\": [{\"role\": \"robot\", \"content\": \"x\"}]}",
                        "{\"messages\": [{\"role\": \"user\", \"content\": \"x\"}]}",
                        "{\"text\": \"x\"}"));
        assertThatThrownBy(() -> ConversationFile.read(data)).isInstanceOfSatisfying(AssayException.class, e -> {
            assertThat(e.problems()).hasSize(4).allMatch(p -> p.code().equals("ASSAY-4070"));
            assertThat(e.getMessage()).contains("line 1", "line 2", "line 3", "line 4");
        });
    }

    @Test
    void a_row_longer_than_a_sequence_is_refused_with_both_counts() {
        try (PretrainedModel opened = PretrainedModel.open(model, LoadOptions.DEFAULT)) {
            Conversation longOne = talk("q", "a".repeat(200));
            assertThatThrownBy(() -> maker(opened, 96).examples(List.of(longOne)))
                    .isInstanceOf(AssayException.class)
                    .hasMessageContaining("ASSAY-4074")
                    .hasMessageContaining("a sequence holds 96");
        }
    }

    @Test
    void packing_keeps_every_row_whole_and_in_one_window() {
        List<Example> examples = IntStream.range(1, 40)
                .mapToObj(i -> new Example(IntStream.range(0, i).toArray(), new boolean[i], "row " + i))
                .toList();
        List<Window> windows = Window.packed(examples, 40);
        assertThat(windows).allMatch(w -> w.ids().length <= 40);
        assertThat(windows.stream().mapToInt(w -> w.ids().length).sum())
                .isEqualTo(examples.stream().mapToInt(e -> e.ids().length).sum());
        assertThat(windows.stream()
                        .mapToInt(w -> 1 + Arrays.stream(w.segments()).max().orElse(0))
                        .sum())
                .isEqualTo(examples.size());
    }
}
