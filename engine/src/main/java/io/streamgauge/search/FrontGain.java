package io.streamgauge.search;

import java.util.List;
import java.util.stream.IntStream;

/**
 * By how much a place is expected to make the hypervolume of what none beats grow: exactly, as each number has a process of its own, so
 * that of each box beyond the front the expected part is the product of those along its sides. The front is made of what is expected of
 * the places that were tried, as what was measured there errs.
 *
 * @param numbers what is to be expected of each number
 * @param beyond what nothing reaches yet; nothing where none that was tried keeps the bounds
 * @param volume of the front
 */
record FrontGain(List<Expectation> numbers, Bounds bounds, List<Front.Box> beyond, double volume) implements Worth {
    /**
     * How much worse than the worst of the front a number may be and still count, as share of how far the front's ends lie apart in it.
     * Too little, and the front is never found to go on beyond its ends; too much, and only its ends count.
     */
    private static final double MARGIN = 0.5;

    static FrontGain of(List<Try> tries) {
        double[][] places = tries.stream().map(Try::place).toArray(double[][]::new);
        List<Expectation> numbers = IntStream.range(0, tries.getFirst().numbers().length)
                .mapToObj(i -> Expectation.of(
                        places,
                        tries.stream().mapToDouble(each -> each.numbers()[i]).toArray()))
                .toList();
        List<double[]> expected = tries.stream()
                .map(each -> numbers.stream()
                        .mapToDouble(number -> number.middle(each.place()))
                        .toArray())
                .toList();
        Front front = Front.of(IntStream.range(0, expected.size())
                .filter(i -> tries.get(i).counts())
                .mapToObj(expected::get)
                .toList());
        Bounds bounds = Bounds.of(places, tries.stream().map(Try::outcome).toList());
        if (front.points().isEmpty()) {
            return new FrontGain(numbers, bounds, List.of(), 0);
        }
        double[] reference = reference(front, Front.least(expected));
        return new FrontGain(numbers, bounds, front.beyond(reference), front.volume(reference));
    }

    /** @param least of all that was tried, by which a front of one point is as wide as anything is */
    private static double[] reference(Front front, double[] least) {
        double[] best = Front.most(front.points());
        double[] worst = Front.least(front.points());
        return IntStream.range(0, best.length)
                .mapToDouble(i -> {
                    double width = best[i] - (best[i] > worst[i] ? worst[i] : least[i]);
                    return worst[i] - MARGIN * (width > 0 ? width : 1);
                })
                .toArray();
    }

    @Override
    public double at(double[] place) {
        double keeps = bounds.keeps(place);
        if (beyond.isEmpty()) {
            return keeps;
        }
        double gain = 0;
        for (Front.Box box : beyond) {
            double part = 1;
            for (int i = 0; i < numbers.size(); i++) {
                Expectation number = numbers.get(i);
                part *= number.above(place, box.low()[i]) - number.above(place, box.high()[i]);
            }
            gain += part;
        }
        return gain * keeps;
    }

    @Override
    public double unknown(double[] place) {
        return numbers.stream().mapToDouble(number -> number.doubt(place)).sum();
    }

    @Override
    public boolean isEnough(double gain, double share) {
        return !beyond.isEmpty() && gain <= share * volume;
    }
}
