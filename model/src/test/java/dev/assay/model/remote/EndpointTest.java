package dev.assay.model.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.assay.base.AssayException;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    @Test
    void an_address_is_cut_into_base_query_and_name() {
        var endpoint = Endpoint.parse("https://api.example.org:8443/openai/v1/?api-version=2#Qwen/Qwen2-1.5B: chat");
        assertThat(endpoint.model()).isEqualTo("Qwen/Qwen2-1.5B: chat");
        assertThat(endpoint.route("chat/completions"))
                .hasToString("https://api.example.org:8443/openai/v1/chat/completions?api-version=2");
        assertThat(endpoint.name()).isEqualTo("https://api.example.org:8443/openai/v1#Qwen/Qwen2-1.5B: chat");
        assertThat(endpoint.shown("models")).isEqualTo("https://api.example.org:8443/openai/v1/models");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "#",
                "#m",
                "http://h/v1",
                "http://h/v1#",
                "http://h/v1#  ",
                "ftp://h/v1#m",
                "h/v1#m",
                "http://#m",
                "http://a b/v1#m",
                "http:///v1#m",
                "file:/x#m",
                "http://user:secret@h/v1#m",
                "http:h#m"
            })
    void what_is_not_an_address_is_refused_with_the_right_spelling(String spec) {
        assertThatExceptionOfType(AssayException.class)
                .isThrownBy(() -> Endpoint.parse(spec))
                .withMessageContaining("ASSAY-2031")
                .withMessageContaining("http(s)://host/v1#name")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }

    @Test
    void a_secret_in_the_query_is_not_repeated() {
        assertThatExceptionOfType(AssayException.class)
                .isThrownBy(() -> Endpoint.parse("http://h/v1?key=secret"))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }

    @Property
    void no_text_breaks_the_reader(@ForAll String text) {
        try {
            assertThat(Endpoint.parse("http://" + text + "#m").base().getHost()).isNotEmpty();
        } catch (AssayException e) {
            assertThat(e.problems().getFirst().code()).isEqualTo("ASSAY-2031");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost:1/v1#m", "http://127.0.0.1/v1#m", "http://[::1]:9/v1#m", "https://h/v1#m"})
    void loopback_and_https_are_protected(String spec) {
        assertThat(Endpoint.parse(spec).unprotected()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost.evil.org/v1#m",
                "http://127.0.0.1.evil.org/v1#m",
                "http://192.168.0.7/v1#m",
                "HTTP://example.org/v1#m",
                "http://1270.0.0.1.org/v1#m"
            })
    void plain_http_to_another_machine_is_not_protected_and_a_key_is_refused(String spec) {
        var endpoint = Endpoint.parse(spec);
        assertThat(endpoint.unprotected()).isTrue();
        var key = ApiKey.from(new KeySource.Usual(), name -> Optional.of("sk-secret"));
        assertThatExceptionOfType(AssayException.class)
                .isThrownBy(() -> new RemoteModel(endpoint, key, RemoteOptions.standard(), Pace.system()))
                .withMessageContaining("ASSAY-2032")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("sk-secret"));
    }

    @Test
    void the_key_comes_from_the_named_variable_or_the_usual_ones() {
        var environment = Map.of("ASSAY_API_KEY", "a", "OPENAI_API_KEY", "o", "MINE", " m\n", "EMPTY", " ");
        assertThat(key(new KeySource.Usual(), environment)).isEqualTo("Bearer a");
        assertThat(key(new KeySource.Usual(), Map.of("OPENAI_API_KEY", "o"))).isEqualTo("Bearer o");
        assertThat(key(new KeySource.Variable("MINE"), environment)).isEqualTo("Bearer m");
        assertThat(ApiKey.from(new KeySource.None(), name -> Optional.of("x")).present())
                .isFalse();
        assertThat(ApiKey.from(new KeySource.Usual(), name -> Optional.empty()).present())
                .isFalse();
        assertThatExceptionOfType(AssayException.class)
                .isThrownBy(() -> key(new KeySource.Variable("EMPTY"), environment))
                .withMessageContaining("ASSAY-2033");
    }

    @Test
    void a_key_is_never_shown() {
        var key = ApiKey.from(new KeySource.Usual(), name -> Optional.of("sk-secret"));
        assertThat(key).hasToString("[key]");
        assertThat(key.blotted("wrong key sk-secret!")).isEqualTo("wrong key [key]!");
        assertThatExceptionOfType(AssayException.class)
                .isThrownBy(() -> ApiKey.from(new KeySource.Usual(), name -> Optional.of("sk-bad\r\nX: y")))
                .satisfies(
                        e -> assertThat(e.getMessage()).contains("ASSAY-2033").doesNotContain("sk-bad"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeySource.Variable("sk-secret"))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("sk-secret"));
    }

    private static String key(KeySource source, Map<String, String> environment) {
        return ApiKey.from(source, name -> Optional.ofNullable(environment.get(name)))
                .header();
    }
}
