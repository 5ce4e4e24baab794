package dev.assay.tensor.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.base.AssayException;
import dev.assay.tensor.Natives;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.Scope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsWriterTest {
    @TempDir
    private Path folder;

    @BeforeAll
    static void load() {
        Natives.load();
    }

    private Path path() {
        return folder.resolve("model.safetensors");
    }

    @Test
    void the_bytes_are_those_of_a_file_put_together_by_hand() throws IOException {
        try (Scope scope = Scope.open()) {
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            tensors.put("u", HandMade.tensor(ScalarType.Byte, new byte[] {7}, 1));
            tensors.put("w", HandMade.tensor(ScalarType.Float, HandMade.floats(1, 2), 2, 1));
            tensors.put("s", HandMade.tensor(ScalarType.Short, new byte[] {1, 2}));
            SafetensorsWriter.write(path(), tensors, Map.of("format", "pt"));
        }
        String header = "{\"__metadata__\":{\"format\":\"pt\"},"
                + "\"u\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[10,11]},"
                + "\"w\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]},"
                + "\"s\":{\"dtype\":\"I16\",\"shape\":[],\"data_offsets\":[8,10]}}";
        String padded = header + " ".repeat((8 - header.length() % 8) % 8);
        byte[] data = ByteBuffer.allocate(11)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(1)
                .putFloat(2)
                .put(new byte[] {1, 2, 7})
                .array();
        assertThat(Files.readAllBytes(path())).isEqualTo(HandMade.file(padded, data));
    }

    @Test
    void the_order_of_the_metadata_does_not_matter() throws IOException {
        Map<String, String> forwards = new LinkedHashMap<>();
        Map<String, String> backwards = new LinkedHashMap<>();
        for (int i = 0; i < 20; i++) {
            forwards.put("k" + i, "v" + i);
            backwards.put("k" + (19 - i), "v" + (19 - i));
        }
        try (Scope scope = Scope.open()) {
            Map<String, Tensor> tensors = Map.of("x", torch.ones(3));
            SafetensorsWriter.write(path(), tensors, forwards);
            byte[] first = Files.readAllBytes(path());
            SafetensorsWriter.write(path(), tensors, backwards);
            assertThat(Files.readAllBytes(path())).isEqualTo(first);
        }
    }

    @Test
    void views_and_tensors_with_gradients_are_written_as_they_look() {
        try (Scope scope = Scope.open()) {
            Tensor whole = Randomness.of(3).normal(1, 6, 5).set_requires_grad(true);
            Tensor turned = whole.t();
            Tensor part = whole.narrow(1, 1, 2);
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            tensors.put("turned", turned);
            tensors.put("part", part);
            tensors.put("again", whole);
            SafetensorsWriter.write(path(), tensors, Map.of());
            try (SafetensorsFile file = SafetensorsFile.open(path())) {
                tensors.forEach((name, tensor) ->
                        assertThat(torch.equal(file.tensor(name), tensor)).isTrue());
            }
        }
    }

    @Test
    void a_tensor_larger_than_one_block_is_written_whole() {
        try (Scope scope = Scope.open()) {
            Tensor large = torch.arange(new org.bytedeco.pytorch.Scalar(20_000_000), new TensorOptions(ScalarType.Int));
            SafetensorsWriter.write(path(), Map.of("large", large), Map.of());
            try (SafetensorsFile file = SafetensorsFile.open(path())) {
                assertThat(torch.equal(file.tensor("large"), large)).isTrue();
            }
        }
    }

    @Test
    void the_metadatas_name_and_foreign_types_are_refused_before_anything_is_written() {
        try (Scope scope = Scope.open()) {
            Tensor complex = torch.zeros(new long[] {2}, new TensorOptions(ScalarType.ComplexFloat));
            Tensor plain = torch.ones(1);
            assertThatThrownBy(() -> SafetensorsWriter.write(path(), Map.of("c", complex), Map.of()))
                    .isInstanceOf(AssayException.class)
                    .hasMessageContaining("ASSAY-4014")
                    .hasMessageContaining("'c'");
            assertThatThrownBy(() -> SafetensorsWriter.write(path(), Map.of("__metadata__", plain), Map.of()))
                    .isInstanceOf(AssayException.class)
                    .hasMessageContaining("ASSAY-4014");
        }
        assertThat(path()).doesNotExist();
    }

    @Test
    void a_tensor_whose_scope_is_closed_is_refused() {
        Tensor gone;
        try (Scope scope = Scope.open()) {
            gone = torch.ones(1);
        }
        assertThatThrownBy(() -> SafetensorsWriter.write(path(), Map.of("gone", gone), Map.of()))
                .isInstanceOf(AssayException.class)
                .hasMessageContaining("ASSAY-4014")
                .hasMessageContaining("scope");
    }

    @Test
    void replacing_a_file_leaves_tensors_of_the_old_one_as_they_were() {
        try (Scope scope = Scope.open()) {
            SafetensorsWriter.write(path(), Map.of("x", torch.ones(1000)), Map.of());
            try (SafetensorsFile file = SafetensorsFile.open(path())) {
                Tensor old = file.tensor("x");
                SafetensorsWriter.write(path(), Map.of("x", torch.zeros(10)), Map.of());
                assertThat(old.sum().item_float()).isEqualTo(1000f);
            }
        }
    }

    @Test
    void a_full_disk_is_one_problem_and_the_old_file_stays() throws IOException, InterruptedException {
        Path small = Files.createDirectory(folder.resolve("small"));
        assumeTrue(mounted(small), "this test needs the right to mount a small tmpfs; it was skipped");
        try (Scope scope = Scope.open()) {
            Path file = small.resolve("model.safetensors");
            SafetensorsWriter.write(file, Map.of("x", torch.ones(100_000)), Map.of());
            byte[] before = Files.readAllBytes(file);
            Tensor tooLarge = torch.ones(1_000_000);
            assertThatThrownBy(() -> SafetensorsWriter.write(file, Map.of("x", tooLarge), Map.of()))
                    .isInstanceOfSatisfying(AssayException.class, e -> {
                        assertThat(e.problems()).hasSize(1);
                        assertThat(e.problems().getFirst().code()).isEqualTo("ASSAY-5001");
                    });
            assertThat(Files.readAllBytes(file)).isEqualTo(before);
            try (Stream<Path> left = Files.list(small)) {
                assertThat(left).containsExactly(file);
            }
        } finally {
            new ProcessBuilder("umount", small.toString()).start().waitFor();
        }
    }

    private static boolean mounted(Path target) throws IOException, InterruptedException {
        if (!Files.isExecutable(Path.of("/bin/mount")) && !Files.isExecutable(Path.of("/usr/bin/mount"))) {
            return false;
        }
        Process mount = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", target.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return mount.waitFor() == 0;
    }
}
