package io.streamgauge.cli;

import io.streamgauge.report.SweepPoint;
import io.streamgauge.search.Knee;
import java.util.List;
import java.util.Optional;

/** Where throughput no longer rises along the load of a sweep. */
final class Knees {
    private Knees() {}

    /** Empty where the sweep goes along no load, or there is no knee. */
    static Optional<Knee> of(SweepPlan sweep, List<SweepPoint> all) {
        if (!sweep.goesAlongALoad()) {
            return Optional.empty();
        }
        // Closed loops lie on another line than rates do.
        List<SweepPoint> line = all.stream()
                .filter(point -> sweep.rates() == null || point.name().startsWith(SweepParameter.REQUEST_RATE.key()))
                .toList();
        return Knee.of(
                line.stream().mapToDouble(point -> point.value().doubleValue()).toArray(),
                line.stream().mapToDouble(SweepPoint::throughput).toArray());
    }
}
