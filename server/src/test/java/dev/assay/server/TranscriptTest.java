package dev.assay.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests and answers to the letter, but for ids and times.
class TranscriptTest {
    @ParameterizedTest
    @ValueSource(strings = {"chat", "chat-stream", "completion-stream", "refusal", "tokenize"})
    void answers_are_these_to_the_letter(String name) throws IOException {
        String transcript = resource(name);
        int body = transcript.indexOf('\n');
        int answer = transcript.indexOf("\n\n", body);
        String[] line = transcript.substring(0, body).split(" ");
        try (TinyServer server = TinyServer.start()) {
            HttpResponse<String> found = Wire.post(server.url(line[1]), transcript.substring(body + 1, answer));
            assertThat(found.statusCode() + "\n" + timeless(found.body()).strip())
                    .isEqualTo(transcript.substring(answer + 2).strip());
        }
    }

    private static String timeless(String body) {
        return body.replaceAll("\"id\":\"(chatcmpl|cmpl)-[^\"]*\"", "\"id\":\"$1-ID\"")
                .replaceAll("\"created\":\\d+", "\"created\":0");
    }

    private static String resource(String name) throws IOException {
        try (InputStream file = TranscriptTest.class.getResourceAsStream("golden/" + name + ".txt")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
