package io.streamgauge.arrival;

/**
 * One of several equal parts of a run, as pods of one job carry them. Things that are numbered are dealt in turn, so the parts
 * together are the whole, each thing once.
 *
 * @param index from 0
 * @param count of parts
 */
public record Shard(int index, int count) {
    /** All of it. */
    public static final Shard WHOLE = new Shard(0, 1);

    public Shard {
        if (count < 1 || index < 0 || index >= count) {
            throw new IllegalArgumentException("part " + index + " of " + count);
        }
    }

    public boolean isWhole() {
        return count == 1;
    }

    /** How many of {@code whole} things are this part's; the first parts have one more where they cannot be equal. */
    public int of(int whole) {
        return whole / count + (index < whole % count ? 1 : 0);
    }

    /** Whether thing number {@code number} is this part's. */
    public boolean has(int number) {
        return number % count == index;
    }
}
