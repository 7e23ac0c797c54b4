package io.streamgauge.run;

import io.streamgauge.arrival.Arrival;
import io.streamgauge.arrival.Cancellation;
import io.streamgauge.arrival.Schedule;
import io.streamgauge.arrival.Shard;
import io.streamgauge.arrival.SteadyUsers;
import io.streamgauge.load.Pace;
import io.streamgauge.load.Stint;
import io.streamgauge.plan.BenchmarkPlan;
import io.streamgauge.plan.LoadPlan;
import io.streamgauge.plan.LoadShape;
import io.streamgauge.record.RequestRecord;
import java.util.SplittableRandom;
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

    /** Warm-up: all of its requests, at the pace of the measured phase without its ramp. */
    Stint warmup() {
        int count = requests.warmupChains(load.warmupCount());
        Pace pace = switch (load.shape()) {
            case LoadShape.Closed closed -> new Pace.Closed(closed.concurrency(), 0);
            case LoadShape.Open open ->
                new Pace.Open(Schedule.of(open.arrival(), count, 0, new SplittableRandom(~seed)), open.maxInFlight());
            case LoadShape.Series series ->
                new Pace.Open(
                        Schedule.along(
                                series.curve(), series.evenness(), Long.MAX_VALUE, count, new SplittableRandom(~seed)),
                        series.maxInFlight());
            case LoadShape.Users users -> users(users, 0, count, Long.MAX_VALUE);
            case LoadShape.Fixed fixed -> new Pace.Open(fixed.times().first(count), fixed.maxInFlight());
        };
        int sent = pace instanceof Pace.Open open ? open.dueNanos().length : count;
        return new Stint(0, sent, pace, 0, 0, Cancellation.NONE, load.shard(), RequestRecord.ABSENT);
    }

    /** @param startNanos when it is to begin, on the monotonic clock; absent for at once */
    Stint measured(long startNanos) {
        Pace pace = switch (load.shape()) {
            case LoadShape.Closed closed -> new Pace.Closed(closed.concurrency(), closed.rampNanos());
            case LoadShape.Open open -> new Pace.Open(due(open), open.maxInFlight());
            case LoadShape.Series series -> new Pace.Open(due(series), series.maxInFlight());
            case LoadShape.Users users -> {
                long duration = load.timeBox().durationNanos();
                int first = requests.warmupChains(load.warmupCount());
                yield users(users, first, limit(), duration == 0 ? Long.MAX_VALUE : duration);
            }
            case LoadShape.Fixed fixed -> new Pace.Open(fixed.times().first(limit()), fixed.maxInFlight());
        };
        int count = pace instanceof Pace.Open open ? open.dueNanos().length : limit();
        return new Stint(
                requests.warmupChains(load.warmupCount()),
                count,
                pace,
                load.timeBox().durationNanos(),
                load.timeBox().graceNanos(),
                load.cancellation(),
                load.shard(),
                startNanos);
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

    private long[] due(LoadShape.Open open) {
        Arrival arrival = open.arrival();
        SplittableRandom random = new SplittableRandom(seed);
        long duration = load.timeBox().durationNanos();
        return duration == 0
                ? Schedule.of(arrival, limit(), open.rampNanos(), random)
                : Schedule.within(arrival, duration, limit(), open.rampNanos(), random);
    }

    private long[] due(LoadShape.Series series) {
        long duration = load.timeBox().durationNanos();
        return Schedule.along(
                series.curve(),
                series.evenness(),
                duration == 0 ? Long.MAX_VALUE : duration,
                limit(),
                new SplittableRandom(seed));
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
        return open ? 0 : requests.requestsOf(requests.warmupChains(load.warmupCount()), limit(), load.shard());
    }
}
