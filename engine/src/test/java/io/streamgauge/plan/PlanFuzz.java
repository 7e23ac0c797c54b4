package io.streamgauge.plan;

import java.nio.charset.StandardCharsets;

/** Any text as a plan file: a tree, or one line of what is wrong, and where. */
public final class PlanFuzz {
    private PlanFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        try {
            PlanFile.parse("plan.yaml", new String(data, StandardCharsets.UTF_8));
        } catch (PlanException e) {
            if (!String.valueOf(e.getMessage()).startsWith("plan.yaml")) {
                throw new IllegalStateException("does not say where", e);
            }
        }
    }
}
