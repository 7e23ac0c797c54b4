package io.streamgauge.cli;

import io.streamgauge.arrival.PrefillLimit;
import io.streamgauge.arrival.Shard;
import org.jspecify.annotations.Nullable;

/** Reads how many requests may wait for their first token. */
final class PrefillReader {
    private final Shard shard;
    private final Problems problems;

    PrefillReader(Shard shard, Problems problems) {
        this.shard = shard;
        this.problems = problems;
    }

    /** @param option that gave the number; its ramp's has the same beginning */
    PrefillLimit limit(String option, @Nullable Integer given, @Nullable Long rampNanos) {
        problems.needs(option, given != null, option + "-ramp", rampNanos);
        if (given == null) {
            return PrefillLimit.NONE;
        }
        int most = problems.positive(option, given, 1);
        problems.addIf(
                most < shard.count(),
                option + " " + most + " and --shard " + shard.index() + "/" + shard.count()
                        + ": each part needs one at least; take fewer parts, or give more");
        return new PrefillLimit(most, Problems.orZero(rampNanos));
    }

    /** Notes where nothing would tell that a first token has come. */
    static void check(ProfileOptions options, boolean streams, Problems problems) {
        boolean asked = options.load.prefillConcurrency != null || options.warmup.prefillConcurrency != null;
        problems.addIf(
                asked && !streams,
                "--prefill-concurrency and answers in one piece: nothing tells when the first token came; stream them, or"
                        + " limit what is in flight by --concurrency");
    }
}
