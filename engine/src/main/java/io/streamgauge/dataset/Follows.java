package io.streamgauge.dataset;

import java.util.List;

/**
 * What a turn waits for, and whose conversation it goes on with, by the places of turns in their session. A turn comes behind all
 * that it follows, so that the first turns of a session are a session too.
 *
 * @param ended turns that must have been answered before; none for a turn that begins with its session
 * @param history the turn whose conversation, with its answer, it goes on with; {@link #NOTHING} where it says all by itself
 */
public record Follows(List<Integer> ended, int history) {
    public static final int NOTHING = -1;

    /** The first turn of a session. */
    public static final Follows FIRST = new Follows(List.of(), NOTHING);

    public Follows {
        ended = List.copyOf(ended);
        if (history < NOTHING) {
            throw new IllegalArgumentException("history: " + history);
        }
    }

    /** A turn of a conversation in which one follows the other. */
    public static Follows turnBefore(int place) {
        return place == 0 ? FIRST : new Follows(List.of(place - 1), place - 1);
    }

    /** A turn that says all by itself, when the one before it was answered. */
    static Follows alone(int place) {
        return place == 0 ? FIRST : new Follows(List.of(place - 1), NOTHING);
    }

    /** Whether it is the one turn that follows the turn before it, and none else. */
    boolean isInLine(int place) {
        return place == 0 ? ended.isEmpty() : ended.size() == 1 && ended.getFirst() == place - 1;
    }

    /** The same among turns of which so many stand before. */
    Follows behind(int turns) {
        return new Follows(
                ended.stream().map(place -> place + turns).toList(), history == NOTHING ? NOTHING : history + turns);
    }

    /**
     * Checks that it follows turns before it only.
     *
     * @throws IllegalArgumentException when it follows another
     */
    public void requireBehind(int place) {
        if (history >= place || ended.stream().anyMatch(other -> other < 0 || other >= place)) {
            throw new IllegalArgumentException("turn " + place + " follows " + this);
        }
    }
}
