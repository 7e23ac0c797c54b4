package io.streamgauge.search;

import io.streamgauge.metrics.StudentT;
import java.util.ArrayDeque;

/**
 * Tells when a server falls behind its load for good: requests in flight and the time to the first token both rise, beyond what chance
 * does. guidellm's test of over-saturation, with its thresholds. One thread.
 *
 * <p>Points of one second say much the same, so that a trend is judged as if there were one point a second at most.
 */
public final class Saturation {
    private static final double LONGEST_SECONDS = 120;
    private static final double LONGEST_SHARE = 0.75;
    private static final int LEAST_POINTS = 5;
    private static final double CONFIDENCE = 0.95;
    private static final double WIDEST_MARGIN = 2;

    private final Rule rule;
    private final Trend inFlight = new Trend(Double.POSITIVE_INFINITY);
    private final Trend firstTokens;

    /**
     * When it is looked for.
     *
     * @param afterNanos not before a phase has gone on for so long
     * @param firstTokenNanos not unless half of the times to the first token are longer
     */
    public record Rule(long afterNanos, long firstTokenNanos) {
        public Rule {
            if (afterNanos < 0 || firstTokenNanos < 0) {
                throw new IllegalArgumentException("after " + afterNanos + ", first token " + firstTokenNanos);
            }
        }
    }

    public Saturation(Rule rule) {
        this.rule = rule;
        this.firstTokens = new Trend(rule.firstTokenNanos() / 1e9);
    }

    /** So many requests were in flight at this time of the phase. */
    public void inFlight(double atSeconds, double requests) {
        inFlight.add(atSeconds, requests);
    }

    /** A request's first token came at this time of the phase, so long after the request was sent. */
    public void firstToken(double atSeconds, double tookSeconds) {
        firstTokens.add(atSeconds, tookSeconds);
    }

    /** Whether the server has fallen behind by this time of the phase, not earlier than any that was told. */
    public boolean isReached(double nowSeconds) {
        inFlight.forget(nowSeconds);
        firstTokens.forget(nowSeconds);
        double points = Math.min(nowSeconds, inFlight.size());
        if (nowSeconds < rule.afterNanos() / 1e9 || points < LEAST_POINTS || !firstTokens.mostAreLong()) {
            return false;
        }
        double tokens = Math.min(nowSeconds, firstTokens.size());
        return inFlight.rises(points) && (tokens < LEAST_POINTS || firstTokens.rises(tokens));
    }

    /** The points of the last while and the straight line through them, kept as sums. */
    private static final class Trend {
        private record Point(double at, double value) {}

        private final ArrayDeque<Point> points = new ArrayDeque<>();
        private final double bound;
        private long told;
        private int above;
        private double sumX;
        private double sumY;
        private double sumXx;
        private double sumXy;
        private double sumYy;

        Trend(double bound) {
            this.bound = bound;
        }

        int size() {
            return points.size();
        }

        void add(double at, double value) {
            told++;
            points.addLast(new Point(at, value));
            count(at, value, 1);
        }

        /** The first quarter of all points is the begin of the run, and what is long ago is no trend of now. */
        void forget(double now) {
            int most = (int) (told * LONGEST_SHARE);
            while (!points.isEmpty()
                    && (points.size() > most || now - points.getFirst().at() > LONGEST_SECONDS)) {
                Point first = points.removeFirst();
                count(first.at(), first.value(), -1);
            }
        }

        private void count(double x, double y, int sign) {
            above += y > bound ? sign : 0;
            sumX += sign * x;
            sumY += sign * y;
            sumXx += sign * x * x;
            sumXy += sign * x * y;
            sumYy += sign * y * y;
        }

        boolean mostAreLong() {
            return points.size() <= 2 * above;
        }

        /**
         * Whether the line rises, and its slope is known to within a multiple of itself.
         *
         * @param independent as how many points they count
         */
        boolean rises(double independent) {
            if (independent < 3) {
                return false;
            }
            int n = points.size();
            double xx = Math.max(sumXx - sumX * sumX / n, 1e-12);
            double xy = sumXy - sumX * sumY / n;
            double yy = sumYy - sumY * sumY / n;
            double slope = xy / xx;
            // Of values that are all the same, what is left is rounding.
            if (slope <= 0 || yy <= 1e-12 * sumYy) {
                return false;
            }
            double error = Math.sqrt(Math.max(yy - xy * xy / xx, 0) / (independent - 2) / xx);
            return StudentT.critical(CONFIDENCE, Math.max(1, (int) (independent - 2))) * error / slope < WIDEST_MARGIN;
        }
    }
}
