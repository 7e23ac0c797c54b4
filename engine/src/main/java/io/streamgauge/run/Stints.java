package io.streamgauge.run;

import io.streamgauge.arrival.Cancellation;
import io.streamgauge.arrival.Shard;
import io.streamgauge.arrival.SteadyUsers;
import io.streamgauge.load.Pace;
import io.streamgauge.load.Stint;
import io.streamgauge.plan.BenchmarkPlan;
import io.streamgauge.plan.LoadPlan;
import io.streamgauge.plan.LoadPlan.TimeBox;
import io.streamgauge.plan.LoadShape;
import io.streamgauge.plan.WarmupPlan;
import io.streamgauge.record.RequestRecord;
import java.util.function.IntUnaryOperator;

/** The work of each phase of a plan. All that is drawn is drawn here, before the phase begins. */
final class Stints {
    /** What a closed loop, or users, may send when only the time ends it. */
    private static final int UNBOUNDED = Integer.MAX_VALUE / 2;

    private final LoadPlan load;
    private final Requests requests;
    private final long seed;

    Stints(BenchmarkPlan plan, Requests requests) {
        this.requests = requests;
        this.load = plan.load();
        this.seed = plan.seed();
    }

    Stint warmup() {
        WarmupPlan warmup = load.warmup();
        int most = requests.warmupChains();
        Pace pace = pace(warmup.shape(), 0, most, warmup.timeBox(), ~seed);
        return new Stint(
                0,
                count(pace, most),
                pace,
                warmup.timeBox().durationNanos(),
                warmup.timeBox().graceNanos(),
                warmup.prefill(),
                Cancellation.NONE,
                load.shard(),
                RequestRecord.ABSENT);
    }

    /** @param startNanos when it is to begin, on the monotonic clock; absent for at once */
    Stint measured(long startNanos) {
        int first = requests.warmupChains();
        Pace pace = pace(load.shape(), first, limit(), load.timeBox(), seed);
        return new Stint(
                first,
                count(pace, limit()),
                pace,
                load.timeBox().durationNanos(),
                load.timeBox().graceNanos(),
                load.prefill(),
                load.cancellation(),
                load.shard(),
                startNanos);
    }

    private static int count(Pace pace, int most) {
        return pace instanceof Pace.Open open ? open.dueNanos().length : most;
    }

    private Pace pace(LoadShape shape, int firstChain, int most, TimeBox timeBox, long drawnFrom) {
        long duration = timeBox.durationNanos();
        return switch (shape) {
            case LoadShape.Closed closed -> new Pace.Closed(closed.concurrency(), closed.rampNanos());
            case LoadShape.Open open -> new Pace.Open(open.due(most, duration, drawnFrom), open.maxInFlight());
            case LoadShape.Series series -> new Pace.Open(series.due(most, duration, drawnFrom), series.maxInFlight());
            case LoadShape.Users users -> users(users, firstChain, most, duration == 0 ? Long.MAX_VALUE : duration);
            case LoadShape.Fixed fixed -> new Pace.Open(fixed.times().first(most), fixed.maxInFlight());
        };
    }

    /** Sessions of users begin at moments that are known beforehand; who sends requests alone goes on when they are answered. */
    private Pace users(LoadShape.Users users, int firstChain, int count, long durationNanos) {
        if (load.sessions() == null) {
            return new Pace.Users(users.users(), 1e9 / users.ratePerSecond());
        }
        IntUnaryOperator turns = session -> requests.requestsOf(firstChain + session, 1, Shard.WHOLE);
        return new Pace.Open(
                new SteadyUsers(users.users()).begins(users.ratePerSecond(), turns, count, durationNanos), 0);
    }

    private int limit() {
        if (load.count() > 0) {
            return load.count();
        }
        return load.timeBox().durationNanos() > 0 ? requests.most(UNBOUNDED) : requests.all();
    }

    /** Measured requests that this part sends if nothing ends it early; 0 when only the time does. */
    int measuredRequests() {
        if (load.sessions() == null) {
            return load.shard().of(load.requestCount());
        }
        boolean open = load.count() == 0 && load.timeBox().durationNanos() > 0;
        return open ? 0 : requests.requestsOf(requests.warmupChains(), limit(), load.shard());
    }
}
