package io.streamgauge.prompt;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What made rankings look like.
 *
 * @param passages how many passages each query has
 * @param query lengths of queries; null for those of passages
 */
public record RankingShape(Lengths passages, @Nullable Lengths query) {
    private static final int RANKING_STREAM = 8;

    /** How many passages the ranking of that number has. */
    public int passages(long seed, long number) {
        RandomGenerator random = new SeededRandom(seed, RANKING_STREAM, number);
        return passages.draw(random);
    }
}
