package io.streamgauge.search;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Servers that can be thought of, which give more the longer their users wait; {@code full} is the load at which that ends. */
enum FrontServer {
    /** Universal scalability; who waits is in flight. */
    RETROGRADE {
        @Override
        double[] at(double[] load, double full) {
            double throughput = PeakServer.RETROGRADE.at(load[0], full);
            return new double[] {throughput, -load[0] / throughput};
        }
    },
    /** Ever nearer to the most that it can. */
    SATURATING {
        @Override
        double[] at(double[] load, double full) {
            double throughput = 1000 * load[0] / (load[0] + full);
            return new double[] {throughput, -load[0] / throughput};
        }
    },
    /** Even, until requests push each other out of memory. */
    THRASHING {
        @Override
        double[] at(double[] load, double full) {
            return new double[] {PeakServer.THRASHING.at(load[0], full), -20 * (1 + Math.pow(load[0] / full, 2))};
        }
    },
    /** The first one, with a length of which more gives more and waits longer, until it fills the memory. */
    OF_TWO {
        @Override
        double[] at(double[] load, double full) {
            double used = load[1] / (load[1] + 256);
            double crowd = load[0] * load[1] / (full * 512);
            double throughput = 1000 * load[0] / (load[0] + full) * used / (1 + crowd * crowd);
            return new double[] {throughput, -(10 + load[1] / 50 + 100 * load[0] / full)};
        }
    };

    /** Throughput, and how little users wait. */
    abstract double[] at(double[] values, double full);

    List<Dimension> space() {
        return this == OF_TWO ? List.of(PeakServer.CONCURRENCY, PeakServer.LENGTH) : List.of(PeakServer.CONCURRENCY);
    }

    /** What none beats of all that there is, or of many in two dimensions. */
    Front truth(double full) {
        List<double[]> all = new ArrayList<>();
        for (int load = 1; load <= PeakServer.MOST; load += this == OF_TWO ? Math.max(1, load / 20) : 1) {
            double concurrency = load;
            if (this == OF_TWO) {
                IntStream.rangeClosed(0, 80)
                        .mapToDouble(i -> 16 * Math.pow(512, i / 80.0))
                        .forEach(length -> all.add(at(new double[] {concurrency, length}, full)));
            } else {
                all.add(at(new double[] {load}, full));
            }
        }
        return Front.of(all);
    }
}
