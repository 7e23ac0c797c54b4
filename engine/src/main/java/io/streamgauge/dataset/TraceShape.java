package io.streamgauge.dataset;

/**
 * How a trace that tells lengths and blocks is changed before its prompts are made. What several of its requests begin with is
 * their prefix; what is left of each is its prompt.
 *
 * @param prefixLength prefixes become so many times as long, in whole blocks
 * @param prefixRoots so many trees of prefixes there are in place of one, each request in one of them
 * @param promptLength prompts become so many times as long
 * @param outputLength answers are asked to be so many times as long
 * @param mostInput longer requests of the trace are left out, and what becomes longer is cut; 0 for no limit
 * @param mostOutput longer answers are not asked for; 0 for no limit
 */
public record TraceShape(
        double prefixLength, int prefixRoots, double promptLength, double outputLength, int mostInput, int mostOutput) {
    /** A trace as it is. */
    public static final TraceShape AS_IT_IS = new TraceShape(1, 1, 1, 1, 0, 0);

    public TraceShape {
        requireFactor(prefixLength);
        requireFactor(promptLength);
        requireFactor(outputLength);
        if (prefixRoots < 1 || mostInput < 0 || mostOutput < 0) {
            throw new IllegalArgumentException("roots " + prefixRoots + ", most " + mostInput + ", " + mostOutput);
        }
    }

    private static void requireFactor(double factor) {
        if (!(factor > 0) || factor > 1e6) {
            throw new IllegalArgumentException("times as long: " + factor);
        }
    }

    /** Whether it matters which blocks several requests have. */
    boolean tellsPrefixes() {
        return prefixLength != 1 || promptLength != 1;
    }
}
