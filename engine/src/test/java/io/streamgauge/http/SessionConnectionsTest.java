package io.streamgauge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.http.HttpSettings.Reuse;
import io.streamgauge.http.Wire.Seen;
import io.streamgauge.record.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Connections that are one session's for as long as it lasts. */
class SessionConnectionsTest {
    private static HttpSettings sticky(ScriptedServer server) {
        return HttpSettings.to(server.origin())
                .reuse(Reuse.STICKY_USER_SESSIONS)
                .build();
    }

    /** The number of the connection that a turn was answered over, which is what the server says. */
    private static int turn(Wire wire, int session) {
        return said(Wire.await(wire.beginTurn(session)));
    }

    private static int said(Seen seen) {
        assertThat(seen.status()).as(seen.error()).isEqualTo(Status.OK);
        return Integer.parseInt(seen.text());
    }

    private static String number(ScriptedServer.Call call) {
        return Responses.stream(Responses.delta("{\"content\":\"" + call.number() + "\"}", "\"stop\""));
    }

    private static ScriptedServer server() {
        return ScriptedServer.start(call -> {
            while (call.readRequest()) {
                call.send(number(call));
            }
        });
    }

    @Test
    void areNotSharedThoughTheyWait() {
        try (var server = server();
                var wire = new Wire(sticky(server))) {
            List<Integer> over = new ArrayList<>();
            for (int session : new int[] {7, 8, 7, 7, 8, 9, 8, 7}) {
                over.add(turn(wire, session));
            }
            assertThat(over).containsExactly(0, 1, 0, 0, 1, 2, 1, 0);
        }
    }

    @Test
    void closeWithTheirSessionAndServeNoOther() throws InterruptedException {
        var closed = new CountDownLatch(1);
        try (var server = ScriptedServer.start(call -> {
                    while (call.readRequest()) {
                        call.send(number(call));
                    }
                    closed.countDown();
                });
                var wire = new Wire(sticky(server))) {
            turn(wire, 1);
            turn(wire, 2);
            wire.loop().execute(() -> wire.loop().sessionOver(1));
            assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(wire.loop().openConnections()).isEqualTo(1);
            assertThat(turn(wire, 3)).isEqualTo(2);
            assertThat(turn(wire, 2)).isEqualTo(1);

            wire.loop().execute(wire.loop()::sessionsOver);
            wire.settle();
            assertThat(wire.loop().openConnections()).isZero();
        }
    }

    @Test
    void areReplacedWhereTheServerClosesThem() {
        try (var server = ScriptedServer.start(call -> {
                    // The first one ends while it waits.
                    while (call.readRequest()) {
                        call.send(number(call));
                        if (call.number() == 0) {
                            return;
                        }
                    }
                });
                var wire = new Wire(sticky(server))) {
            assertThat(turn(wire, 1)).isZero();
            assertThat(turn(wire, 1)).isEqualTo(1);
            assertThat(turn(wire, 2)).isEqualTo(2);
            assertThat(turn(wire, 1)).isEqualTo(1);
        }
    }

    @Test
    void areAsManyAsASessionNeedsAtOnce() throws Exception {
        var both = new CyclicBarrier(2);
        try (var server = ScriptedServer.start(call -> {
                    for (int turn = 0; call.readRequest(); turn++) {
                        if (turn == 0 && call.number() < 2) {
                            await(both);
                        }
                        call.send(number(call));
                    }
                });
                var wire = new Wire(sticky(server))) {
            var beside = Stream.of(1, 1).map(wire::beginTurn).toList();
            assertThat(beside.stream().map(SessionConnectionsTest::await)).containsExactlyInAnyOrder(0, 1);
            assertThat(turn(wire, 2)).isEqualTo(2);
            assertThat(turn(wire, 1)).isIn(0, 1);
            assertThat(turn(wire, 1)).isIn(0, 1);
            wire.loop().execute(() -> wire.loop().sessionOver(1));
            wire.settle();
            assertThat(wire.loop().openConnections()).isEqualTo(1);
        }
    }

    private static int await(CompletableFuture<Seen> turn) {
        return said(Wire.await(turn));
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void arePooledForRequestsOfNoSession() {
        try (var server = server();
                var wire = new Wire(sticky(server))) {
            assertThat(turn(wire, 1)).isZero();
            assertThat(said(wire.stream())).isEqualTo(1);
            assertThat(said(wire.stream())).isEqualTo(1);
            wire.loop().execute(wire.loop()::sessionsOver);
            assertThat(said(wire.stream())).isEqualTo(1);
        }
    }

    @Test
    void areAnybodysUnlessAskedFor() {
        try (var server = server();
                var wire = new Wire(HttpSettings.to(server.origin()).build())) {
            assertThat(List.of(turn(wire, 1), turn(wire, 2), said(wire.stream())))
                    .containsOnly(0);
        }
    }
}
