package io.streamgauge.mock;

import java.nio.charset.StandardCharsets;

/** Any text as a fault or a latency: read, or refused by the one exception that is told to the user. */
public final class FaultRuleFuzz {
    private FaultRuleFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        try {
            FaultRule rule = FaultRule.parse(text);
            rule.befalls(7, 1);
            if (rule.kind().argument() == FaultKind.Argument.DURATION) {
                rule.nanos();
            } else if (rule.kind().argument() == FaultKind.Argument.COUNT) {
                rule.count(1);
            }
        } catch (IllegalArgumentException refused) {
            told(refused);
        }
        try {
            LatencyModel.parse(text).nextNanos(new java.util.SplittableRandom(1));
        } catch (IllegalArgumentException refused) {
            told(refused);
        }
    }

    private static void told(IllegalArgumentException refused) {
        if (refused.getMessage() == null || refused.getMessage().isBlank()) {
            throw new IllegalStateException("refused without a reason", refused);
        }
    }
}
