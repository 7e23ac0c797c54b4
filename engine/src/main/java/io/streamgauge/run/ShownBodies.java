package io.streamgauge.run;

import io.streamgauge.endpoint.Endpoint;
import io.streamgauge.plan.BenchmarkPlan;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Request bodies as files show them: JSON objects, without what they say where that is to be kept out. Any thread. */
record ShownBodies(Endpoint endpoint, boolean redacts) {
    static ShownBodies of(BenchmarkPlan plan) {
        return new ShownBodies(plan.endpoint(), plan.results().redacts());
    }

    byte[] shown(byte[] body) {
        byte[] shown = endpoint.shown(body);
        return redacts ? Redaction.of(shown) : shown;
    }

    /** Most bodies are shown as they are and where they are. */
    MemorySegment shown(MemorySegment body) {
        boolean asItIs = !redacts && body.byteSize() > 0 && body.get(ValueLayout.JAVA_BYTE, 0) == '{';
        return asItIs ? body : MemorySegment.ofArray(shown(body.toArray(ValueLayout.JAVA_BYTE)));
    }
}
