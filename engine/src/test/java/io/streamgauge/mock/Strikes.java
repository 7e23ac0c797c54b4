package io.streamgauge.mock;

import java.util.stream.LongStream;

/** Seeds for the mock server, chosen so that a rule strikes at all. */
public final class Strikes {
    private Strikes() {}

    /** The first seed with which the rule befalls at least one of the first so many requests or connections. */
    public static long seed(FaultRule rule, int requests) {
        return LongStream.iterate(1, seed -> seed + 1)
                .filter(seed -> LongStream.range(0, requests).anyMatch(number -> rule.befalls(number, seed)))
                .findFirst()
                .orElseThrow();
    }
}
