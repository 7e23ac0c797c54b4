package io.streamgauge.jmh;

import io.streamgauge.record.Phase;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.Stamp;
import io.streamgauge.record.Status;
import io.streamgauge.record.TokenTimes;
import io.streamgauge.record.Usage;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Records of a believable run, the same ones every time. */
final class Runs {
    private static final long SEED = 20;
    private static final long FIRST_TOKEN_NANOS = 200_000_000L;
    private static final long GAP_NANOS = 9_000_000L;
    private static final int GAP_JITTER_NANOS = 2_000_000;

    private Runs() {}

    /** That many good requests of that many tokens each, about 10 ms apart. */
    static List<RequestRecord> records(int requests, int tokens) {
        var random = new SplittableRandom(SEED);
        return IntStream.range(0, requests)
                .mapToObj(request -> record(request, tokens, random))
                .toList();
    }

    private static RequestRecord record(int request, int tokens, SplittableRandom random) {
        long sent = 1_000_000_000_000L + request * 3_000_000L;
        var nanos = new long[tokens];
        long time = sent + FIRST_TOKEN_NANOS;
        for (int i = 0; i < tokens; i++) {
            nanos[i] = time;
            time += GAP_NANOS + random.nextInt(GAP_JITTER_NANOS);
        }
        var times = TokenTimes.of(nanos);
        return new RequestRecord(
                request,
                Phase.MEASURE,
                "id-" + request,
                Status.OK,
                200,
                null,
                sent,
                sent,
                times.first(),
                times,
                times.first(),
                times.last(),
                100,
                tokens,
                new Usage(100, tokens, Usage.UNSAID, Usage.UNSAID),
                0,
                Stamp.USER,
                0,
                "length",
                0,
                0,
                null);
    }
}
