package io.streamgauge.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However a stream is cut, and whether events are parsed or compared, the same is told, and it is what Jackson tells. */
class EventReaderTest {
    private static final int LIMIT = 1 << 20;
    private static final String USUAL = "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n";

    private final SlabPool pool = new SlabPool();
    private final EventReader comparing = new EventReader(pool, new TextFinder(), LIMIT);
    private final EventReader parsing = new EventReader(pool, new TextFinder(), LIMIT).withoutTemplate();
    private final TextPaths paths = ChatPaths.compiled();

    @AfterEach
    void free() {
        pool.close();
    }

    static Stream<Path> captures() {
        return Captures.streams().stream();
    }

    @ParameterizedTest
    @MethodSource("captures")
    void tellsRealStreamsAlikeAtEverySplit(Path capture) {
        byte[] stream = Captures.body(Captures.bytes(capture));
        List<Told> expected = EventOracle.read(stream);
        assertThat(expected).extracting(Told::kind).contains(Told.JSON).doesNotContain(Told.MALFORMED);
        assertThat(Told.by(parsing, paths, stream)).isEqualTo(expected);
        for (int cut = 0; cut <= stream.length; cut++) {
            assertThat(Told.by(comparing, paths, stream, cut))
                    .as("cut at %d", cut)
                    .isEqualTo(expected);
        }
        int[] everywhere = IntStream.range(1, stream.length).toArray();
        assertThat(Told.by(comparing, paths, stream, everywhere)).isEqualTo(expected);
    }

    @Test
    void tellsGeneratedStreamsAsJacksonDoes() {
        for (long seed = 0; seed < 4_000; seed++) {
            check(RandomEvents.stream(seed), seed);
        }
    }

    @Test
    void tellsDamagedStreamsAsJacksonDoes() {
        List<byte[]> originals =
                captures().map(file -> Captures.body(Captures.bytes(file))).toList();
        for (long seed = 0; seed < 4_000; seed++) {
            var random = new Random(seed);
            byte[] stream = seed % 2 == 0
                    ? RandomEvents.stream(seed)
                    : Arrays.copyOf(originals.get(random.nextInt(originals.size())), 2_000);
            check(damage(stream, random), seed);
        }
    }

    private void check(byte[] stream, long seed) {
        var random = new Random(seed);
        List<Told> expected = EventOracle.read(stream);
        assertThat(Told.by(parsing, paths, stream)).as("seed %d, parsed", seed).isEqualTo(expected);
        assertThat(Told.by(comparing, paths, stream))
                .as("seed %d, compared", seed)
                .isEqualTo(expected);
        int[] cuts =
                random.ints(random.nextInt(12), 0, stream.length + 1).sorted().toArray();
        assertThat(Told.by(comparing, paths, stream, cuts))
                .as("seed %d, cut at %s", seed, Arrays.toString(cuts))
                .isEqualTo(expected);
    }

    /** A few bytes changed, taken out or put in, all of them ASCII. */
    private static byte[] damage(byte[] stream, Random random) {
        String bytes = new String(stream, java.nio.charset.StandardCharsets.ISO_8859_1);
        String candidates = "\"\\{}[]:,\n\r a0e.u1tn";
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(bytes.length());
            String inserted = "" + candidates.charAt(random.nextInt(candidates.length()));
            bytes = switch (random.nextInt(3)) {
                case 0 -> bytes.substring(0, at) + inserted + bytes.substring(at);
                case 1 -> bytes.substring(0, at) + bytes.substring(at + 1);
                default -> bytes.substring(0, at) + inserted + bytes.substring(at + 1);
            };
        }
        return bytes.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    @Test
    void comparesTheUsualEventInsteadOfParsingIt() {
        String event = "data: {\"id\":\"1\",\"choices\":[{\"delta\":{\"content\":\"@\"}}]}\n\n";
        byte[] bytes = (event.replace("@", "a") + event.replace("@", "b") + event.replace("@", "c\\n")).getBytes(UTF_8);
        comparing.begin(paths);
        var kinds = new java.util.ArrayList<EventReader.Kind>();
        for (int at = 0; at < bytes.length; at = comparing.position()) {
            kinds.add(comparing.read(bytes, at, bytes.length));
        }
        // The first line of a stream may hide a byte order mark, so the second event is the first to be learned.
        assertThat(kinds).containsExactly(EventReader.Kind.FIELDS, EventReader.Kind.FIELDS, EventReader.Kind.TEXT);
    }

    /** What looks like the usual event is none where what was read before belongs to it. */
    @ParameterizedTest
    @ValueSource(strings = {"data: [\n", "data: ", ": ", "event: ", "data: 1\ndata"})
    void comparesNothingInsideAnEvent(String before) {
        String start = USUAL.repeat(3) + before;
        byte[] stream = (start + USUAL).getBytes(UTF_8);

        assertThat(Told.by(comparing, paths, stream, start.length())).isEqualTo(EventOracle.read(stream));
    }

    @Test
    void comparesNothingBehindAnEventsType() {
        String start = USUAL.repeat(3) + "event: error\n";

        Told.by(comparing, paths, (start + USUAL).getBytes(UTF_8), start.length());

        assertThat(comparing.isErrorType()).isTrue();
    }

    @Test
    void refusesEventsOverTheLimitHoweverTheyAreCut() {
        var small = new EventReader(pool, new TextFinder(), 100);
        String data = "{\"choices\":[{\"delta\":{\"content\":\"" + "x".repeat(40) + "\"}}]}";
        String fits = "data: " + data + "\n\n";
        String tooLong = "data: " + data.replace("x", "xx") + "\n\n";
        for (String bad :
                List.of(tooLong, ": " + "c".repeat(99) + "\n\n", "data: " + "[\ndata: ".repeat(60) + "\n\n")) {
            byte[] stream = (fits + fits + fits + bad + fits).getBytes(UTF_8);
            for (int cut = 0; cut < stream.length; cut++) {
                List<Told> told = Told.by(small, paths, stream, cut);
                assertThat(told).as("cut at %d", cut).hasSize(4);
                assertThat(told.get(2).texts()).containsExactly("ANSWER " + "x".repeat(40));
                assertThat(told.getLast()).isEqualTo(Told.of(Told.MALFORMED));
            }
        }
    }

    @Test
    void knowsErrorsByTheirEventType() {
        byte[] stream = "event: error\ndata: oops\n\n".getBytes(UTF_8);
        assertThat(Told.by(comparing, paths, stream)).containsExactly(Told.of(Told.EMPTY));
        assertThat(comparing.isErrorType()).isTrue();
        Told.by(comparing, paths, "event: error\n\ndata: {}\n\n".getBytes(UTF_8));
        assertThat(comparing.isErrorType()).isFalse();
    }
}
