package io.streamgauge.search;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;

/** Ranges that are gone through together. A place in them is a share of the way through each, from 0 to 1. */
record Space(List<Dimension> dimensions) {
    Space {
        dimensions = List.copyOf(dimensions);
    }

    int size() {
        return dimensions.size();
    }

    /** The values nearest to a place. */
    List<BigDecimal> values(double[] place) {
        return IntStream.range(0, place.length)
                .mapToObj(i -> dimensions.get(i).at(place[i]))
                .toList();
    }

    double[] place(List<BigDecimal> values) {
        return IntStream.range(0, values.size())
                .mapToDouble(i -> dimensions.get(i).place(values.get(i)))
                .toArray();
    }
}
