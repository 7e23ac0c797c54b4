package io.streamgauge.report;

import java.util.List;

/**
 * A run at one moment, as the live view shows it. NaN stands for what is not known.
 *
 * @param phase what is going on, as {@code warm-up}, {@code measure}, {@code draining}
 * @param elapsedSeconds since the phase began
 * @param leftSeconds until the phase ends, by its pace so far
 * @param progress of the phase, 0 to 1
 * @param done requests of the phase that succeeded
 * @param failed requests of the phase that failed
 * @param inFlight requests sent and not over
 * @param planned requests of the phase in all, 0 when a duration ends it
 * @param tokensPerSecond output token events, over the last seconds and over the phase, with its past for a sparkline
 * @param firstTokenMillis time to first token over the last seconds
 * @param chunkMillis gaps between token events over the last seconds
 * @param loopLagMillis how late the event loops run
 * @param cpuCores cores that this process keeps busy
 * @param errors failures by kind, one line each, the most frequent first
 */
public record LiveSnapshot(
        String phase,
        double elapsedSeconds,
        double leftSeconds,
        double progress,
        long done,
        long failed,
        long inFlight,
        long planned,
        Rate tokensPerSecond,
        Spread firstTokenMillis,
        Spread chunkMillis,
        double loopLagMillis,
        double cpuCores,
        List<String> errors) {
    public LiveSnapshot {
        errors = List.copyOf(errors);
    }

    /** A rate now and on average; {@code past} is its course, oldest first. */
    public record Rate(double now, double average, List<Double> past) {
        public Rate {
            past = List.copyOf(past);
        }
    }

    /** Middle and tail of the last seconds; {@code past} is the course of the tail, oldest first. */
    public record Spread(double p50, double p99, List<Double> past) {
        public Spread {
            past = List.copyOf(past);
        }
    }
}
