package io.streamgauge.metrics;

/**
 * A stage in numbers. A request belongs to the stage in which it was due, whenever it ended: its times are what users saw who came
 * at that rate. What is counted in a second is what happened while the stage lasted.
 *
 * @param stage what was asked for
 * @param seconds how long it lasted
 * @param sent requests sent while it lasted
 * @param inFlight requests sent but not over at its end
 * @param outputTokens tokens that came while it lasted: each token event stands for its share of its request's tokens
 * @param summary of the requests that were due in it
 */
public record StageFigures(
        Stage stage, double seconds, long sent, long inFlight, double outputTokens, Summary summary) {
    /** Requests sent in a second. */
    public double sentPerSecond() {
        return sent / seconds;
    }

    /** Output tokens in a second. */
    public double tokensPerSecond() {
        return outputTokens / seconds;
    }
}
