package dev.assay.tensor.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.assay.base.AssayException;
import dev.assay.tensor.Natives;
import dev.assay.tensor.Scope;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsFileTest {
    private static final String PAIR = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[0,16]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[16,20]}}";

    @TempDir
    private Path folder;

    @BeforeAll
    static void load() {
        Natives.load();
    }

    private Path pair() {
        String padded = PAIR + " ".repeat((8 - PAIR.length() % 8) % 8);
        return HandMade.write(folder, "pair.safetensors", HandMade.file(padded, HandMade.floats(1, 2, 3, 4, 5)));
    }

    @Test
    void a_file_put_together_by_hand_is_read() {
        try (Scope scope = Scope.open();
                SafetensorsFile file = SafetensorsFile.open(pair())) {
            assertThat(file.names()).containsExactly("a", "b");
            assertThat(file.entry("a").sizes()).containsExactly(2, 2);
            assertThat(file.entry("a").type()).isEqualTo(StoredType.F32);
            assertThat(file.dataBytes()).isEqualTo(20);
            Tensor a = file.tensor("a");
            assertThat(HandMade.shape(a)).containsExactly(2L, 2L);
            assertThat(a.scalar_type().intern()).isEqualTo(ScalarType.Float);
            assertThat(HandMade.bytes(a)).isEqualTo(HandMade.floats(1, 2, 3, 4));
            assertThat(file.tensor("b").item_float()).isEqualTo(5f);
        }
    }

    @Test
    void metadata_and_names_in_any_script_are_read() {
        String header = "{\"__metadata__\":{\"größe\":\"\\u00e9\"},"
                + "\"层.0/重み 😀\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[0,1]}}";
        Path path = HandMade.write(folder, "ünï.safetensors", HandMade.file(header, (byte) 200));
        try (Scope scope = Scope.open();
                SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.metadata()).isEqualTo(Map.of("größe", "é"));
            Tensor scalar = file.tensor("层.0/重み 😀");
            assertThat(scalar.dim()).isZero();
            assertThat(scalar.item_byte() & 0xFF).isEqualTo(200);
        }
    }

    @Test
    void a_file_without_tensors_is_read() {
        for (String header : new String[] {"{}", "{\"__metadata__\":{\"format\":\"pt\"}}", "{}      "}) {
            try (SafetensorsFile file =
                    SafetensorsFile.open(HandMade.write(folder, "none.safetensors", HandMade.file(header)))) {
                assertThat(file.names()).isEmpty();
                assertThat(file.dataBytes()).isZero();
            }
        }
    }

    @Test
    void empty_tensors_keep_type_and_shape() {
        String header = "{\"e\":{\"dtype\":\"BF16\",\"shape\":[3,0,2],\"data_offsets\":[0,0]},"
                + "\"x\":{\"dtype\":\"I8\",\"shape\":[1],\"data_offsets\":[0,1]},"
                + "\"f\":{\"dtype\":\"F64\",\"shape\":[0],\"data_offsets\":[1,1]}}";
        try (Scope scope = Scope.open();
                SafetensorsFile file = SafetensorsFile.open(
                        HandMade.write(folder, "empty.safetensors", HandMade.file(header, (byte) 7)))) {
            assertThat(HandMade.shape(file.tensor("e"))).containsExactly(3L, 0L, 2L);
            assertThat(file.tensor("e").scalar_type().intern()).isEqualTo(ScalarType.BFloat16);
            assertThat(file.tensor("f").numel()).isZero();
            assertThat(file.tensor("x").item_char()).isEqualTo((byte) 7);
        }
    }

    @Test
    void tensors_at_odd_places_are_read_too() {
        ByteBuffer data = ByteBuffer.allocate(1 + 8 + 4).order(ByteOrder.LITTLE_ENDIAN);
        data.put((byte) 9).putDouble(-2.5).putFloat(0.5f);
        String header = "{\"u\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},"
                + "\"d\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[1,9]},"
                + "\"f\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[9,13]}}";
        for (int padding = 0; padding < 8; padding++) {
            byte[] bytes = HandMade.file(header + " ".repeat(padding), data.array());
            try (Scope scope = Scope.open();
                    SafetensorsFile file =
                            SafetensorsFile.open(HandMade.write(folder, "odd" + padding + ".safetensors", bytes))) {
                assertThat(file.tensor("d").item_double()).isEqualTo(-2.5);
                assertThat(file.tensor("f").item_float()).isEqualTo(0.5f);
                assertThat(file.tensor("d").data_ptr().address() % 8).isZero();
            }
        }
    }

    @Test
    void aligned_tensors_are_views_and_writing_to_them_leaves_the_file_alone() throws IOException {
        Path path = pair();
        byte[] before = Files.readAllBytes(path);
        try (Scope scope = Scope.open();
                SafetensorsFile file = SafetensorsFile.open(path)) {
            Tensor first = file.tensor("a");
            Tensor second = file.tensor("a");
            assertThat(first.data_ptr().address()).isEqualTo(second.data_ptr().address());
            first.fill_(new Scalar(9f));
            assertThat(HandMade.bytes(second)).isEqualTo(HandMade.floats(9, 9, 9, 9));
            assertThat(file.tensor("b").item_float()).isEqualTo(5f);
        }
        assertThat(Files.readAllBytes(path)).isEqualTo(before);
    }

    @Test
    void a_tensor_outlives_the_file_object_and_the_file() throws IOException {
        Path path = pair();
        Tensor kept;
        try (Scope scope = Scope.open()) {
            try (SafetensorsFile file = SafetensorsFile.open(path)) {
                kept = scope.release(file.tensor("a"));
            }
            Files.delete(path);
        }
        assertThat(HandMade.bytes(kept)).isEqualTo(HandMade.floats(1, 2, 3, 4));
        Scope.free(kept);
        assertThat(kept.isNull()).isTrue();
    }

    @Test
    void a_tensor_belongs_to_the_scope_in_which_it_was_asked_for() {
        try (SafetensorsFile file = SafetensorsFile.open(pair())) {
            Tensor gone;
            try (Scope scope = Scope.open()) {
                gone = file.tensor("a");
            }
            assertThat(gone.isNull()).isTrue();
            try (Scope scope = Scope.open()) {
                assertThat(file.tensor("a").numel()).isEqualTo(4);
            }
        }
    }

    @Test
    void tensors_can_be_trained_even_when_first_read_in_inference_mode() {
        try (Scope scope = Scope.open();
                SafetensorsFile file = SafetensorsFile.open(pair())) {
            Tensor weight;
            try (InferenceMode inference = new InferenceMode(true)) {
                weight = file.tensor("a");
            }
            weight.set_requires_grad(true);
            Tensor loss = weight.mul(weight).sum();
            file.tensor("b").add_(new Scalar(1f));
            loss.backward();
            assertThat(HandMade.bytes(weight.grad())).isEqualTo(HandMade.floats(2, 4, 6, 8));
        }
    }

    @Test
    void an_unknown_name_is_a_problem_that_names_it() {
        try (SafetensorsFile file = SafetensorsFile.open(pair())) {
            assertThatThrownBy(() -> file.tensor("wte\n"))
                    .isInstanceOf(AssayException.class)
                    .hasMessageContaining("ASSAY-4013")
                    .hasMessageContaining("'wte?'")
                    .hasMessageContaining("2");
        }
    }

    @Test
    void a_type_that_the_engine_lacks_is_listed_but_not_read() {
        String header = "{\"q\":{\"dtype\":\"F8_E4M3\",\"shape\":[2],\"data_offsets\":[0,2]},"
                + "\"n\":{\"dtype\":\"F4\",\"shape\":[3,2],\"data_offsets\":[2,5]},"
                + "\"u\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[5,6]}}";
        try (Scope scope = Scope.open();
                SafetensorsFile file = SafetensorsFile.open(
                        HandMade.write(folder, "f8.safetensors", HandMade.file(header, new byte[6])))) {
            assertThat(file.entry("q").type()).isEqualTo(StoredType.F8_E4M3);
            assertThat(file.entry("n").elementCount()).isEqualTo(6);
            assertThatThrownBy(() -> file.tensor("q"))
                    .isInstanceOf(AssayException.class)
                    .hasMessageContaining("ASSAY-4017")
                    .hasMessageContaining("F8_E4M3");
            assertThat(file.tensor("u").numel()).isEqualTo(1);
        }
    }

    @Test
    void truth_values_other_than_0_and_1_are_refused() {
        String header = "{\"m\":{\"dtype\":\"BOOL\",\"shape\":[3],\"data_offsets\":[0,3]}}";
        Path good = HandMade.write(folder, "good.safetensors", HandMade.file(header, (byte) 1, (byte) 0, (byte) 1));
        Path bad = HandMade.write(folder, "bad.safetensors", HandMade.file(header, (byte) 1, (byte) 0, (byte) 255));
        try (Scope scope = Scope.open();
                SafetensorsFile right = SafetensorsFile.open(good);
                SafetensorsFile wrong = SafetensorsFile.open(bad)) {
            assertThat(HandMade.bytes(right.tensor("m"))).containsExactly(1, 0, 1);
            assertThatThrownBy(() -> wrong.tensor("m"))
                    .isInstanceOf(AssayException.class)
                    .hasMessageContaining("ASSAY-4012");
        }
    }

    @Test
    void a_file_that_changed_after_it_was_opened_is_refused() throws IOException {
        Path path = pair();
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            Files.write(path, new byte[9]);
            assertThatThrownBy(() -> file.tensor("a"))
                    .isInstanceOf(AssayException.class)
                    .hasMessageContaining("ASSAY-4011");
            Files.delete(path);
            assertThatThrownBy(() -> file.tensor("a"))
                    .isInstanceOf(AssayException.class)
                    .hasMessageContaining("ASSAY-4011");
        }
    }

    @Test
    void a_closed_file_gives_no_tensors() {
        SafetensorsFile file = SafetensorsFile.open(pair());
        file.close();
        file.close();
        assertThatThrownBy(() -> file.tensor("a")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_missing_file_and_a_folder_are_problems() {
        for (Path path : new Path[] {folder.resolve("no.safetensors"), folder}) {
            assertThatThrownBy(() -> SafetensorsFile.open(path))
                    .isInstanceOf(AssayException.class)
                    .hasMessageContaining("ASSAY-4011");
        }
    }

    @Test
    void a_gigabyte_opens_in_under_50_milliseconds_without_heap() throws IOException {
        long numbers = 1L << 28;
        String header =
                "{\"big\":{\"dtype\":\"F32\",\"shape\":[" + numbers + "],\"data_offsets\":[0," + 4 * numbers + "]}}";
        byte[] json = (header + " ".repeat((8 - header.length() % 8) % 8)).getBytes(StandardCharsets.UTF_8);
        Path path = folder.resolve("big.safetensors");
        try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
            sparse.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(0, json.length)
                    .array());
            sparse.write(json);
            sparse.setLength(8 + json.length + 4 * numbers);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bestNanos = Long.MAX_VALUE;
        long heap = 0;
        for (int round = 0; round < 5; round++) {
            long allocated = threads.getCurrentThreadAllocatedBytes();
            long start = System.nanoTime();
            try (Scope scope = Scope.open();
                    SafetensorsFile file = SafetensorsFile.open(path)) {
                Tensor big = file.tensor("big");
                assertThat(big.numel()).isEqualTo(numbers);
                bestNanos = Math.min(bestNanos, System.nanoTime() - start);
                assertThat(big.narrow(0, numbers - 1, 1).item_float()).isZero();
            }
            heap = threads.getCurrentThreadAllocatedBytes() - allocated;
        }
        System.out.printf("opened 1 GB in %.2f ms, %d bytes of heap%n", bestNanos / 1e6, heap);
        assertThat(bestNanos).isLessThan(50_000_000L);
        assertThat(heap).isLessThan(1L << 20);
    }
}
