package io.streamgauge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.http.Wire.Seen;
import io.streamgauge.record.Status;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever bytes a server of HTTP/2 sends, a request ends in one of its states, in time, and the client goes on. */
class Http2MalformedTest {
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int PRIORITY = 2;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PUSH_PROMISE = 5;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int WINDOW_UPDATE = 8;
    private static final int CONTINUATION = 9;
    private static final int UNKNOWN = 0xfa;

    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int PADDED = 8;

    private static final int PREFACE_BYTES = 24;
    private static final int OURS = 3;
    /** Long enough for a busy machine; a server that goes on sending nothing is what it is there for. */
    private static final Duration LIMIT = Duration.ofMillis(1500);

    /** Every state that a server can bring a request to. */
    private static final Set<Status> ENDS = EnumSet.of(
            Status.OK,
            Status.HTTP_ERROR,
            Status.CONNECT_ERROR,
            Status.TIMEOUT,
            Status.STALLED,
            Status.TRUNCATED,
            Status.MALFORMED,
            Status.IN_BAND_ERROR);

    private static byte[] frame(int type, int flags, int stream, byte... payload) {
        var out = new ByteArrayOutputStream();
        out.write(payload.length >>> 16);
        out.write(payload.length >>> 8);
        out.write(payload.length);
        out.write(type);
        out.write(flags);
        out.writeBytes(number(stream));
        out.writeBytes(payload);
        return out.toByteArray();
    }

    private static byte[] number(int value) {
        return new byte[] {(byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value};
    }

    private static byte[] join(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        Stream.of(parts).forEach(out::writeBytes);
        return out.toByteArray();
    }

    /** {@code :status: 200} by the static table, and the type as a literal without a name of its own. */
    private static byte[] head() {
        byte[] type = "text/event-stream".getBytes(StandardCharsets.US_ASCII);
        return join(new byte[] {(byte) 0x88, 0x0f, 0x10, (byte) type.length}, type);
    }

    private static byte[] head(int stream) {
        return frame(HEADERS, END_HEADERS, stream, head());
    }

    private static byte[] data(int flags, int stream, String text) {
        return frame(DATA, flags, stream, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String token(String text) {
        return Responses.delta("{\"content\":\"" + text + "\"}");
    }

    private static byte[] answer(int stream) {
        return join(
                head(stream),
                data(0, stream, token("a")),
                data(0, stream, token("b")),
                data(END_STREAM, stream, Responses.event("[DONE]")));
    }

    /** Takes up connections, and answers the first request of each with these bytes as they are. */
    private static ScriptedServer server(byte[] answer) {
        return server(answer, false);
    }

    private static ScriptedServer server(byte[] answer, boolean hangsUp) {
        return ScriptedServer.start(call -> {
            var in = new DataInputStream(call.socket().getInputStream());
            in.readNBytes(PREFACE_BYTES);
            call.send(frame(SETTINGS, 0, 0));
            boolean answered = false;
            while (!answered || !hangsUp) {
                int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
                int type = in.readUnsignedByte();
                int flags = in.readUnsignedByte();
                in.readInt();
                in.readNBytes(length);
                if (type == SETTINGS && (flags & 1) == 0) {
                    call.send(frame(SETTINGS, 1, 0));
                }
                if (!answered && (type == HEADERS || type == DATA) && (flags & END_STREAM) != 0) {
                    answered = true;
                    call.send(answer);
                }
            }
        });
    }

    private static Wire wire(ScriptedServer server) {
        return new Wire(HttpSettings.to(server.origin())
                .version(HttpVersion.HTTP_2)
                .stallTimeout(LIMIT)
                .requestTimeout(LIMIT.multipliedBy(4))
                .build());
    }

    private static Seen ask(byte[] answer) {
        try (var server = server(answer);
                var wire = wire(server)) {
            return wire.stream();
        }
    }

    static Stream<Arguments> harmless() {
        return Stream.of(
                Arguments.of("nothing added", new byte[0]),
                Arguments.of("a frame of an unknown type", frame(UNKNOWN, 0xff, OURS, new byte[50])),
                Arguments.of("an unknown setting", frame(SETTINGS, 0, 0, join(new byte[] {0x7f, 1}, number(7)))),
                Arguments.of("a ping", frame(PING, 0, 0, new byte[8])),
                Arguments.of("an order of streams", frame(PRIORITY, 0, OURS, join(number(0), new byte[] {5}))),
                Arguments.of("a wider window", frame(WINDOW_UPDATE, 0, 0, number(1000))),
                Arguments.of("an empty frame of data", frame(DATA, 0, OURS)),
                Arguments.of("padding", frame(DATA, PADDED, OURS, (byte) 4, (byte) 0, (byte) 0, (byte) 0, (byte) 0)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("harmless")
    void whatIsAllowedIsPassedOver(String what, byte[] between) {
        Seen seen = ask(join(
                head(OURS),
                data(0, OURS, token("a")),
                between,
                data(0, OURS, token("b")),
                data(END_STREAM, OURS, Responses.event("[DONE]"))));
        assertThat(seen.status()).as(seen.error()).isEqualTo(Status.OK);
        assertThat(seen.text()).isEqualTo("ab");
    }

    static Stream<Arguments> violations() {
        return Stream.of(
                Arguments.of("longer than any frame may be", new byte[] {(byte) 0xff, 0, 0, DATA, 0, 0, 0, 0, OURS}),
                Arguments.of("data of no stream", data(0, 0, "x")),
                Arguments.of("a head of no stream", head(0)),
                Arguments.of("a head in tatters", frame(HEADERS, END_HEADERS, OURS, (byte) 0xff, (byte) 0xff)),
                Arguments.of("an entry that no table has", frame(HEADERS, END_HEADERS, OURS, (byte) 0xfe)),
                Arguments.of("a continuation of nothing", frame(CONTINUATION, END_HEADERS, OURS, head())),
                Arguments.of(
                        "something between a head and its rest",
                        join(frame(HEADERS, 0, OURS, head()), frame(PING, 0, 0, new byte[8]))),
                Arguments.of("half a setting", frame(SETTINGS, 0, 0, new byte[5])),
                Arguments.of("settings of a stream", frame(SETTINGS, 0, OURS)),
                Arguments.of("a window no wider", frame(WINDOW_UPDATE, 0, 0, number(0))),
                Arguments.of("a window wider than any", frame(WINDOW_UPDATE, 0, 0, number(0x7fffffff))),
                Arguments.of("a short ping", frame(PING, 0, 0, new byte[7])),
                Arguments.of("a short reset", frame(RST_STREAM, 0, OURS, new byte[3])),
                Arguments.of("half a farewell", frame(GOAWAY, 0, 0, new byte[4])),
                Arguments.of("more padding than frame", frame(DATA, PADDED, OURS, (byte) 9)),
                Arguments.of(
                        "a promise that was forbidden",
                        frame(PUSH_PROMISE, END_HEADERS, OURS, join(number(2), head()))),
                Arguments.of(
                        "the words of another protocol",
                        "HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("violations")
    void whatIsForbiddenEndsTheRequestWithOneLine(String what, byte[] instead) {
        Seen seen = ask(join(head(OURS), data(0, OURS, token("a")), instead, answer(OURS)));
        assertThat(seen.status()).isIn(Status.MALFORMED, Status.TRUNCATED);
        assertThat(seen.error()).isNotBlank().doesNotContain("\n");
        assertThat(seen.text()).isEqualTo("a");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("violations")
    void theNextRequestGoesOverAConnectionOfItsOwn(String what, byte[] instead) {
        try (var bad = server(instead);
                var good = server(answer(OURS));
                var wire = new Wire(HttpSettings.to(bad.origin(), good.origin())
                        .version(HttpVersion.HTTP_2)
                        .stallTimeout(LIMIT)
                        .build())) {
            Seen first = wire.stream(0);
            assertThat(first.status()).isNotEqualTo(Status.OK).isIn(ENDS);
            assertThat(first.error()).isNotBlank().doesNotContain("\n");
            assertThat(wire.stream(1).text()).isEqualTo("ab");
        }
    }

    /** Data of a request that is over, or never was, is of no concern to the one that is on. */
    @Test
    void framesOfOtherStreamsAreNotTakenForOurs() {
        Seen seen = ask(join(head(OURS), data(0, OURS, token("a")), data(0, OURS + 2, token("x")), answer(OURS + 4)));
        assertThat(seen.text()).isEqualTo("a");
        assertThat(seen.status()).isIn(Status.MALFORMED, Status.TRUNCATED, Status.STALLED);
    }

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    /** Some bits flipped, some bytes left out or said twice, and cut off, in a good answer. */
    private static byte[] bent(Random random) {
        byte[] bytes = answer(OURS);
        for (int times = 1 + random.nextInt(3); times > 0 && bytes.length > 1; times--) {
            int at = random.nextInt(bytes.length);
            int to = Math.min(bytes.length, at + 1 + random.nextInt(12));
            bytes = switch (random.nextInt(4)) {
                case 0 -> join(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, to, bytes.length));
                case 1 -> join(Arrays.copyOf(bytes, to), Arrays.copyOfRange(bytes, at, bytes.length));
                case 2 -> Arrays.copyOf(bytes, at + 1);
                default -> {
                    byte[] flipped = bytes.clone();
                    flipped[at] ^= (byte) (1 << random.nextInt(8));
                    yield flipped;
                }
            };
        }
        return bytes;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyBytesLeadToAState(int seed) {
        byte[] answer = bent(new Random(seed));
        try (var server = server(answer, true);
                var wire = wire(server)) {
            Seen seen = wire.stream();
            assertThat(seen.status()).as("%s", seen.error()).isIn(ENDS);
            if (seen.status() != Status.OK) {
                assertThat(seen.error()).isNotBlank().doesNotContain("\n");
            }
            assertThat(seen.end()).isGreaterThanOrEqualTo(seen.sent());
        }
    }
}
