package io.streamgauge.record;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Some records of a list, by their place in it: what the list reads anew each time is not held here either. */
public final class Selection extends AbstractList<RequestRecord> implements RandomAccess {
    private final List<RequestRecord> all;
    private final int[] places;

    private Selection(List<RequestRecord> all, int[] places) {
        this.all = all;
        this.places = places;
    }

    /** Those of {@code all} that {@code picked} accepts, in their order. */
    public static List<RequestRecord> of(List<RequestRecord> all, Predicate<RequestRecord> picked) {
        return new Selection(
                all,
                IntStream.range(0, all.size())
                        .filter(place -> picked.test(all.get(place)))
                        .toArray());
    }

    @Override
    public int size() {
        return places.length;
    }

    @Override
    public RequestRecord get(int index) {
        return all.get(places[index]);
    }
}
