package io.streamgauge.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Deadlines are lower bounds that hold on any machine, however slow; nothing here bounds lateness from above. */
class PacingTest {
    private static final long TTFT = 20_000_000;
    private static final long ITL = 3_000_000;

    @Test
    void noTokenIsWrittenBeforeItsDeadlineAndLatenessDoesNotAddUp() {
        try (var server = MockServer.start(options().build());
                var client = new Client(server)) {
            client.post("/v1/completions", request(40));
            var truth = onlyTruth(server);
            var writes = truth.writeNanos();
            assertThat(truth.tokens()).isEqualTo(40);
            assertThat(writes).hasSize(40);
            for (var token = 0; token < writes.length; token++) {
                assertThat(writes[token] - truth.receivedNanos()).isGreaterThanOrEqualTo(TTFT + token * ITL);
            }
            assertThat(server.truth().latenessNanos().getTotalCount()).isEqualTo(40);
        }
    }

    @Test
    void promptTokensDelayTheFirstToken() {
        try (var server = MockServer.start(options()
                        .ttftPerInputTokenNanos(1_000_000)
                        .promptTokens(String::length)
                        .build());
                var client = new Client(server)) {
            client.post("/v1/completions", "{\"prompt\":\"twelve chars\",\"max_tokens\":1,\"stream\":true}");
            var truth = onlyTruth(server);
            assertThat(truth.writeNanos()[0] - truth.receivedNanos()).isGreaterThanOrEqualTo(TTFT + 12_000_000);
        }
    }

    @Test
    void anEventOfSeveralTokensLeavesWhenItsLastTokenIsDue() {
        try (var server = MockServer.start(options().tokensPerEvent(4).build());
                var client = new Client(server)) {
            var response = client.post("/v1/completions", request(11));
            var truth = onlyTruth(server);
            assertThat(Client.events(response.body()).stream()
                            .map(event ->
                                    event.at("/choices/0/text").stringValue().split(" ", -1).length - 1))
                    .containsExactly(1, 4, 4, 2);
            assertThat(truth.writeNanos()[3] - truth.receivedNanos()).isGreaterThanOrEqualTo(TTFT + 10 * ITL);
        }
    }

    @Test
    void eventsGatheredIntoOneWriteShareItsTime() {
        try (var server = MockServer.start(options().eventsPerWrite(3).build());
                var client = new Client(server)) {
            client.post("/v1/completions", request(8));
            var writes = onlyTruth(server).writeNanos();
            assertThat(writes).hasSize(8);
            assertThat(List.of(writes[1], writes[2])).containsOnly(writes[3]);
            assertThat(List.of(writes[4], writes[5])).containsOnly(writes[6]);
            assertThat(writes[7]).isGreaterThan(writes[6]);
        }
    }

    @Test
    void moreStreamsThanAllowedWaitTheirTurn() {
        try (var server = MockServer.start(options().maxConcurrent(2).build());
                var client = new Client(server)) {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var i = 0; i < 6; i++) {
                    threads.execute(() -> client.post("/v1/completions", request(5)));
                }
            }
            var finished = server.truth().finished();
            assertThat(finished).hasSize(6);
            // An answer was admitted at least TTFT before its first write, so never were three under way.
            var byFirstWrite = finished.stream()
                    .sorted((a, b) -> Long.compare(a.writeNanos()[0], b.writeNanos()[0]))
                    .toList();
            for (var i = 2; i < 6; i++) {
                var first = byFirstWrite.get(i).writeNanos()[0];
                var ended = byFirstWrite.subList(0, i).stream()
                        .filter(truth -> truth.writeNanos()[4] <= first - TTFT)
                        .count();
                assertThat(ended).isGreaterThanOrEqualTo(i - 1);
            }
        }
    }

    private static MockOptions.Builder options() {
        return MockOptions.builder().ttft(new LatencyModel.Fixed(TTFT)).itl(new LatencyModel.Fixed(ITL));
    }

    private static String request(int tokens) {
        return "{\"prompt\":\"a\",\"stream\":true,\"max_tokens\":" + tokens + "}";
    }

    private static RequestTruth onlyTruth(MockServer server) {
        return server.truth().finished().getFirst();
    }
}
