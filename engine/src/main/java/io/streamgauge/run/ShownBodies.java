package io.streamgauge.run;

import io.streamgauge.endpoint.Endpoint;
import io.streamgauge.plan.BenchmarkPlan;

/** Request bodies as files show them: JSON objects, without what they say where that is to be kept out. Any thread. */
record ShownBodies(Endpoint endpoint, boolean redacts) {
    static ShownBodies of(BenchmarkPlan plan) {
        return new ShownBodies(plan.endpoint(), plan.results().redacts());
    }

    byte[] shown(byte[] body) {
        byte[] shown = endpoint.shown(body);
        return redacts ? Redaction.of(shown) : shown;
    }
}
