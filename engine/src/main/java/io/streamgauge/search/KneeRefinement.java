package io.streamgauge.search;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Comparator;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which load to try next to know better where a knee is. */
public final class KneeRefinement {
    private KneeRefinement() {}

    private record Gap(BigDecimal from, BigDecimal to) {
        BigDecimal width() {
            return to.subtract(from);
        }

        /** Empty where no multiple of the unit lies between. */
        Optional<BigDecimal> middle(BigDecimal unit) {
            BigDecimal middle = from.add(to)
                    .divide(BigDecimal.TWO.multiply(unit), 0, RoundingMode.HALF_DOWN)
                    .multiply(unit);
            return middle.compareTo(from) > 0 && middle.compareTo(to) < 0 ? Optional.of(middle) : Optional.empty();
        }
    }

    /**
     * The middle of the gap in which the knee is; where it is at a load that was tried, of the wider one of the two beside it. Empty
     * where nothing lies between.
     *
     * @param tried loads that were
     * @param at where the knee is by what they gave
     * @param unit loads are multiples of it
     */
    public static Optional<BigDecimal> next(Collection<BigDecimal> tried, double at, BigDecimal unit) {
        NavigableSet<BigDecimal> loads = new TreeSet<>(tried);
        BigDecimal knee = BigDecimal.valueOf(at);
        BigDecimal near = loads.stream()
                .filter(load -> load.subtract(knee).abs().compareTo(unit.divide(BigDecimal.TWO)) < 0)
                .findFirst()
                .orElse(null);
        Stream<Gap> gaps = near == null
                ? gap(loads.floor(knee), loads.ceiling(knee)).stream()
                : Stream.of(gap(loads.lower(near), near), gap(near, loads.higher(near)))
                        .flatMap(Optional::stream);
        return gaps.sorted(Comparator.comparing(Gap::width).reversed())
                .flatMap(gap -> gap.middle(unit).stream())
                .findFirst();
    }

    private static Optional<Gap> gap(@Nullable BigDecimal from, @Nullable BigDecimal to) {
        return from == null || to == null ? Optional.empty() : Optional.of(new Gap(from, to));
    }
}
