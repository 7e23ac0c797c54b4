package io.streamgauge.run;

import io.streamgauge.arrival.Arrival;
import io.streamgauge.arrival.Cancellation;
import io.streamgauge.arrival.Schedule;
import io.streamgauge.load.Pace;
import io.streamgauge.load.Stint;
import io.streamgauge.plan.BenchmarkPlan;
import io.streamgauge.plan.LoadPlan;
import io.streamgauge.plan.LoadShape;
import java.util.SplittableRandom;

/** The work of each phase of a plan. All that is drawn is drawn here, before the phase begins. */
final class Stints {
    /** What a closed loop may send when only the time ends it. */
    private static final int UNBOUNDED = Integer.MAX_VALUE / 2;

    private final LoadPlan load;
    private final long seed;

    Stints(BenchmarkPlan plan) {
        this.load = plan.load();
        this.seed = plan.seed();
    }

    /** Warm-up: all of its requests, at the pace of the measured phase without its ramp. */
    Stint warmup() {
        int count = load.warmupCount();
        Pace pace = switch (load.shape()) {
            case LoadShape.Closed closed -> new Pace.Closed(closed.concurrency(), 0);
            case LoadShape.Open open ->
                new Pace.Open(Schedule.of(open.arrival(), count, 0, new SplittableRandom(~seed)), open.maxInFlight());
        };
        return new Stint(0, count, pace, 0, 0, Cancellation.NONE);
    }

    Stint measured() {
        Pace pace = switch (load.shape()) {
            case LoadShape.Closed closed -> new Pace.Closed(closed.concurrency(), closed.rampNanos());
            case LoadShape.Open open -> new Pace.Open(due(open), open.maxInFlight());
        };
        int count = pace instanceof Pace.Open open ? open.dueNanos().length : limit();
        return new Stint(
                load.warmupCount(),
                count,
                pace,
                load.timeBox().durationNanos(),
                load.timeBox().graceNanos(),
                load.cancellation());
    }

    private long[] due(LoadShape.Open open) {
        Arrival arrival = open.arrival();
        SplittableRandom random = new SplittableRandom(seed);
        long duration = load.timeBox().durationNanos();
        return duration == 0
                ? Schedule.of(arrival, load.requestCount(), open.rampNanos(), random)
                : Schedule.within(arrival, duration, limit(), open.rampNanos(), random);
    }

    private int limit() {
        return load.requestCount() == 0 ? UNBOUNDED : load.requestCount();
    }
}
