package io.streamgauge.plan;

import io.streamgauge.arrival.Arrival;
import io.streamgauge.arrival.DueTimes;
import io.streamgauge.arrival.RateCurve;
import io.streamgauge.arrival.Replay;
import io.streamgauge.arrival.Schedule;
import io.streamgauge.metrics.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What decides when a request starts. */
public sealed interface LoadShape {

    /** The load as genai-perf names it: {@code concurrency} or {@code request_rate}. */
    String mode();

    /** The load in that mode: an {@link Integer} or a {@link Double}. */
    Number value();

    /** Mode and value as directories are named by them: {@code concurrency32}, {@code request_rate20.0}. */
    default String label() {
        return mode() + value();
    }

    /** How long the load grows before it is all there, in nanoseconds; 0 when it begins in full. */
    long rampNanos();

    /** The same load, all there from the start. */
    default LoadShape withoutRamp() {
        return switch (this) {
            case Closed closed -> new Closed(closed.concurrency(), 0);
            case Open open -> new Open(open.arrival(), open.maxInFlight(), 0);
            case Series series -> series;
            case Users users -> users;
            case Fixed fixed -> fixed;
        };
    }

    /** Requests, or sessions, that it has in flight at once; 0 where it sets no limit. */
    default int atOnce() {
        return switch (this) {
            case Closed closed -> closed.concurrency();
            case Open open -> open.maxInFlight();
            case Series series -> series.maxInFlight();
            case Users users -> users.users();
            case Fixed fixed -> fixed.maxInFlight();
        };
    }

    /**
     * A closed loop: each request that ends starts the next.
     *
     * @param concurrency requests in flight at once, at least 1
     */
    record Closed(int concurrency, long rampNanos) implements LoadShape {
        public Closed {
            if (concurrency < 1 || rampNanos < 0) {
                throw new IllegalArgumentException("concurrency " + concurrency + ", ramp " + rampNanos);
            }
        }

        @Override
        public String mode() {
            return "concurrency";
        }

        @Override
        public Number value() {
            return concurrency;
        }
    }

    /**
     * An open loop: requests start when they are due, whatever became of those before.
     *
     * @param arrival when they are due once the ramp is over
     * @param maxInFlight requests in flight at once, beyond which those that are due wait; 0 for no limit
     */
    record Open(Arrival arrival, int maxInFlight, long rampNanos) implements LoadShape {
        public Open {
            if (maxInFlight < 0 || rampNanos < 0) {
                throw new IllegalArgumentException("in flight " + maxInFlight + ", ramp " + rampNanos);
            }
        }

        /**
         * Draws when requests are due.
         *
         * @param most of them
         * @param durationNanos before this; 0 for no limit
         */
        public long[] due(int most, long durationNanos, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            return Schedule.within(
                    arrival, durationNanos == 0 ? Long.MAX_VALUE : durationNanos, most, rampNanos, random);
        }

        @Override
        public String mode() {
            return "request_rate";
        }

        @Override
        public Number value() {
            return arrival.ratePerSecond();
        }
    }

    /**
     * An open loop whose rate changes over time.
     *
     * @param curve the rate
     * @param evenness how requests come at one a second
     * @param maxInFlight requests in flight at once, beyond which those that are due wait; 0 for no limit
     */
    record Series(RateCurve curve, Arrival evenness, int maxInFlight) implements LoadShape {
        private static final int MOST_STAGES = 1000;
        private static final long SECOND_NANOS = 1_000_000_000;

        public Series {
            if (maxInFlight < 0 || evenness.ratePerSecond() != 1) {
                throw new IllegalArgumentException("in flight " + maxInFlight + ", evenness " + evenness);
            }
        }

        /**
         * What lies between two points of the curve is a stage, and so is what comes after the last one. None of a curve with more
         * than {@value #MOST_STAGES} pieces: that is a shape, which nobody reads piece by piece.
         *
         * @param durationNanos how long requests are sent at most; 0 for no limit
         */
        public List<Stage> stages(long durationNanos) {
            long[] moments = curve.moments();
            List<Stage> stages = new ArrayList<>();
            if (moments.length > MOST_STAGES) {
                return stages;
            }
            long limit = durationNanos == 0 ? Stage.OPEN : durationNanos;
            for (int i = 0; i < moments.length && moments[i] < limit; i++) {
                boolean last = i == moments.length - 1;
                long to = Math.min(limit, last ? Stage.OPEN : moments[i + 1]);
                long looked = to == Stage.OPEN ? moments[i] + SECOND_NANOS : to;
                double requests = curve.requestsBefore(looked) - curve.requestsBefore(moments[i]);
                stages.add(new Stage(moments[i], to, requests * SECOND_NANOS / (looked - moments[i])));
            }
            return stages;
        }

        /** Draws when requests are due, as {@link Open#due} does. */
        public long[] due(int most, long durationNanos, long seed) {
            return Schedule.along(
                    curve,
                    evenness,
                    durationNanos == 0 ? Long.MAX_VALUE : durationNanos,
                    most,
                    new SplittableRandom(seed));
        }

        @Override
        public String mode() {
            return "request_rate";
        }

        @Override
        public Number value() {
            return curve.meanRatePerSecond();
        }

        @Override
        public long rampNanos() {
            return 0;
        }
    }

    /**
     * Users who each send at an even pace, and never before their last answer has come: requests that stand alone, or the turns
     * of one session after the other.
     *
     * @param ratePerSecond of all users together, while the server keeps up
     */
    record Users(double ratePerSecond, int users) implements LoadShape {
        public Users {
            if (!(ratePerSecond > 0) || users < 1) {
                throw new IllegalArgumentException("rate " + ratePerSecond + ", users " + users);
            }
        }

        /** From one request of a user to the next, at the pace. */
        public long gapNanos() {
            return Math.round(users * (1e9 / ratePerSecond));
        }

        @Override
        public String mode() {
            return "request_rate";
        }

        @Override
        public Number value() {
            return ratePerSecond;
        }

        @Override
        public long rampNanos() {
            return 0;
        }
    }

    /**
     * An open loop along moments that are known beforehand.
     *
     * @param maxInFlight requests in flight at once, beyond which those that are due wait; 0 for no limit
     * @param input how the input file is replayed, where the moments are its own; null where they are of another origin
     */
    record Fixed(DueTimes times, int maxInFlight, @Nullable Replay input) implements LoadShape {
        public Fixed {
            if (maxInFlight < 0) {
                throw new IllegalArgumentException("in flight " + maxInFlight);
            }
        }

        @Override
        public String mode() {
            return "request_rate";
        }

        /** As genai-perf files it. */
        @Override
        public Number value() {
            return 0.0;
        }

        @Override
        public String label() {
            return "fixed_schedule";
        }

        @Override
        public long rampNanos() {
            return 0;
        }
    }
}
