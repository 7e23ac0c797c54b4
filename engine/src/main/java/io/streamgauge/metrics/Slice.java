package io.streamgauge.metrics;

import java.util.Map;

/**
 * What happened between two moments of a run. A distribution holds the values that became known in the slice: a time to
 * first token counts where the token came, a gap where it ended, a latency where the request ended.
 *
 * @param fromNanos since the start of the first slice
 * @param toNanos since the start of the first slice; the last slice ends with the run
 * @param sent requests sent
 * @param finished requests that succeeded with output and had their last token here
 * @param failed requests whose failure came here
 * @param inFlight requests sent but not over at the end of the slice
 * @param outputTokens tokens that came: each token event stands for its share of its request's tokens
 * @param distributions time to first token, inter chunk latency, inter token latency, request latency; those with values
 */
public record Slice(
        long fromNanos,
        long toNanos,
        long sent,
        long finished,
        long failed,
        long inFlight,
        double outputTokens,
        Map<Metric, Statistics> distributions) {
    /** Output tokens in a second of this slice. */
    public double tokensPerSecond() {
        return toNanos == fromNanos ? 0 : outputTokens / ((toNanos - fromNanos) / 1e9);
    }

    /** Requests that succeeded in a second of this slice. */
    public double requestsPerSecond() {
        return toNanos == fromNanos ? 0 : finished / ((toNanos - fromNanos) / 1e9);
    }
}
