package io.streamgauge.record;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
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

    /**
     * Parts of {@code all}, each in their order. Each record is looked at once, however many parts there are.
     *
     * @param part which one a record belongs to, from 0 to before {@code parts}
     */
    public static List<List<RequestRecord>> split(
            List<RequestRecord> all, int parts, ToIntFunction<RequestRecord> part) {
        int[] of = all.stream().mapToInt(part).toArray();
        int[] sizes = new int[parts];
        Arrays.stream(of).forEach(index -> sizes[index]++);
        int[][] places = new int[parts][];
        Arrays.setAll(places, index -> new int[sizes[index]]);
        for (int place = of.length - 1; place >= 0; place--) {
            places[of[place]][--sizes[of[place]]] = place;
        }
        return Arrays.stream(places)
                .<List<RequestRecord>>map(each -> new Selection(all, each))
                .toList();
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
