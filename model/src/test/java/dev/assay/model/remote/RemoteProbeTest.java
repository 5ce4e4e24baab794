package dev.assay.model.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.assay.base.AssayException;
import dev.assay.model.Capabilities;
import dev.assay.model.FeatureSource;
import dev.assay.model.FirstTokenDistribution;
import dev.assay.model.Message;
import dev.assay.model.Prompt;
import dev.assay.model.Sampling;
import dev.assay.model.TokenScorer;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RemoteProbeTest {
    private static RemoteModel model(FakeEndpoint endpoint) {
        return new RemoteModel(
                Endpoint.parse(endpoint.spec()), ApiKey.none(), RemoteOptions.standard(), new FakePace());
    }

    @Test
    void a_server_that_does_everything_proves_everything_and_is_asked_once() {
        try (var endpoint = ToyServer.without().start();
                var model = model(endpoint)) {
            EndpointReport report = model.report();
            assertThat(report.proofs().keySet()).isEqualTo(EnumSet.allOf(EndpointFeature.class));
            assertThat(report.proofs().values())
                    .allSatisfy(
                            proof -> assertThat(proof.verdict()).as(proof.why()).isEqualTo(Proof.Verdict.PROVED));
            assertThat(report.topLogprobs()).isEqualTo(5);
            assertThat(report.contextTokens()).hasValue(2048);
            assertThat(report.prefill()).contains(Prefill.PLAIN);
            assertThat(report.render()).contains("proved   shows log-probabilities: 5 were asked for, and 5 came\n");
            int asked = endpoint.asked().size();
            assertThat(asked).isLessThan(25);
            assertThat(model.report()).isSameAs(report);
            assertThat(model.contextTokens()).hasValue(2048);
            assertThat(endpoint.asked()).hasSize(asked);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_feature_that_is_passed_over_in_silence_is_not_proved_and_nothing_unrelated_falls(EndpointFeature off) {
        try (var endpoint = ToyServer.without(off).start();
                var model = model(endpoint)) {
            EndpointReport report = model.report();
            assertThat(report.proved(off)).isFalse();
            var fallen = EnumSet.noneOf(EndpointFeature.class);
            report.proofs().forEach((feature, proof) -> {
                if (proof.verdict() != Proof.Verdict.PROVED) {
                    fallen.add(feature);
                }
            });
            assertThat(fallen).isEqualTo(fallingWith(off));
        }
    }

    private static EnumSet<EndpointFeature> fallingWith(EndpointFeature off) {
        return switch (off) {
            case CHAT -> EnumSet.of(off, EndpointFeature.PREFILL);
            case COMPLETIONS -> EnumSet.of(off, EndpointFeature.ECHO_LOGPROBS);
            case TOP_LOGPROBS, LOGIT_BIAS -> EnumSet.of(off, EndpointFeature.BIASED_LOGPROBS);
            case MODELS, STREAMING, BIASED_LOGPROBS, SEED, ECHO_LOGPROBS, PREFILL -> EnumSet.of(off);
        };
    }

    @Test
    void prefilled_turns_are_sent_in_the_way_that_was_proved() {
        try (var endpoint = ToyServer.with(true, EndpointFeature.CHAT, EndpointFeature.PREFILL)
                        .start();
                var model = model(endpoint)) {
            var chat = new Prompt.Chat(List.of(Message.user("?"), Message.assistant("Par")));
            assertThat(model.generate(chat, Sampling.greedy()).text()).isEqualTo("is.");
            assertThat(model.report().prefill()).contains(Prefill.FLAGS);
        }
    }

    @Test
    void an_endpoint_that_cannot_be_reached_is_a_problem_and_is_asked_again_later() {
        var endpoint = ToyServer.without().start();
        var model = model(endpoint);
        endpoint.close();
        assertThatExceptionOfType(AssayException.class)
                .isThrownBy(() -> model.capability(TokenScorer.class))
                .withMessageContaining("ASSAY-4034");
        model.close();
    }

    @Test
    void a_refused_key_is_a_problem_and_no_verdict() {
        try (var endpoint = new FakeEndpoint();
                var model = model(endpoint)) {
            endpoint.first(FakeEndpoint.json(401, "{}"));
            assertThatExceptionOfType(AssayException.class)
                    .isThrownBy(model::report)
                    .withMessageContaining("ASSAY-2033");
        }
    }

    @Test
    void an_endpoint_without_routes_proves_nothing_and_says_why() {
        try (var endpoint = new FakeEndpoint();
                var model = model(endpoint)) {
            assertThat(model.report().proofs().values()).noneMatch(proof -> proof.verdict() == Proof.Verdict.PROVED);
            assertThat(model.report().of(EndpointFeature.CHAT).why()).contains("404");
            assertThat(model.report().of(EndpointFeature.SEED).verdict()).isEqualTo(Proof.Verdict.UNKNOWN);
        }
    }

    @Test
    void capabilities_are_there_only_where_they_were_proved() {
        try (var endpoint = ToyServer.without().start();
                var model = model(endpoint)) {
            assertThat(model.capability(TokenScorer.class)).isPresent();
            assertThat(model.capability(FirstTokenDistribution.class)).isPresent();
            assertThat(model.capability(FeatureSource.class)).isEmpty();
        }
        try (var endpoint = ToyServer.without(EndpointFeature.ECHO_LOGPROBS, EndpointFeature.TOP_LOGPROBS)
                        .start();
                var model = model(endpoint)) {
            assertThat(model.capability(TokenScorer.class)).isEmpty();
            assertThatExceptionOfType(AssayException.class)
                    .isThrownBy(() -> Capabilities.require(model, FirstTokenDistribution.class, "a test"))
                    .withMessageContaining("ASSAY-2030")
                    .withMessageContaining(endpoint.spec());
        }
    }

    @Test
    void the_first_token_is_shown_with_and_without_bias() {
        try (var endpoint = ToyServer.without().start();
                var model = model(endpoint)) {
            var first = Capabilities.require(model, FirstTokenDistribution.class, "a test");
            var plain = first.firstToken(Prompt.ask("?"), 3);
            assertThat(plain.top()).hasSize(3);
            assertThat(plain.top().getFirst().token()).isEqualTo("red");
            assertThat(plain.logProbability("red").orElseThrow()).isCloseTo(Math.log(0.6), within(1e-12));
            assertThat(first.firstToken(Prompt.ask("?"), 50).top()).hasSize(5);
            var biased = first.firstToken(Prompt.ask("?"), 2, Map.of(300, 100.0));
            assertThat(biased.top().getFirst().token()).isEqualTo("t300");
            assertThat(first.firstToken(Prompt.text("?"), 2).top()).hasSize(1);
        }
    }

    @Test
    void a_bias_is_refused_where_log_probabilities_do_not_show_it() {
        try (var endpoint = ToyServer.without(EndpointFeature.BIASED_LOGPROBS).start();
                var model = model(endpoint)) {
            var first = Capabilities.require(model, FirstTokenDistribution.class, "a test");
            assertThatExceptionOfType(AssayException.class)
                    .isThrownBy(() -> first.firstToken(Prompt.ask("?"), 2, Map.of(300, 100.0)))
                    .withMessageContaining("ASSAY-2036")
                    .withMessageContaining("without the bias");
        }
    }
}
