package io.streamgauge.health;

import io.streamgauge.record.Stamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How much of what was measured may be the client's own doing. Two ways lead there: stamps that are not true, and a load
 * on the machine that a server on it would feel. Each sign is weighed alone, the gravest one decides.
 *
 * @param overhead the judgement
 * @param untrue why token times are not all true, gravest first; empty when they are
 * @param heavy why the client itself was a load, gravest first
 */
public record Verdict(Overhead overhead, List<String> untrue, List<String> heavy) {
    /** From how small to how large. */
    public enum Overhead {
        NEGLIGIBLE,
        VISIBLE,
        DOMINANT;

        /** As it is printed. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The rule in words, for help texts; {@code docs/health.md} says the same. */
    public static final List<String> RULE = List.of(
            "client overhead is visible, or dominant, from these figures on (the gap is the median one between tokens):",
            "  user stamps: lag at p99 of 1 % of the gap; 10 %",
            "  kernel stamps: lag at p99 of half the gap, and 1 % of token events sharing a stamp; 10 %",
            "  stood still (suspended, stopped): any of the measured time; 1 %",
            "  busiest event loop on a processor: 50 % of the time; 90 %",
            "  time of the machine stolen by its hypervisor: 5 %; 25 %",
            "  a step of the wall clock under kernel stamps: visible");

    private static final double LAG_VISIBLE = 0.01;
    private static final double LAG_DOMINANT = 0.1;
    private static final double MERGING_LAG = 0.5;
    private static final double MERGED_VISIBLE = 0.01;
    private static final double MERGED_DOMINANT = 0.1;
    private static final double STILL_DOMINANT = 0.01;
    private static final double BUSY_VISIBLE = 0.5;
    private static final double BUSY_DOMINANT = 0.9;
    private static final double STOLEN_VISIBLE = 0.05;
    private static final double STOLEN_DOMINANT = 0.25;

    public Verdict {
        untrue = List.copyOf(untrue);
        heavy = List.copyOf(heavy);
    }

    private record Sign(Overhead overhead, boolean bends, String what) {}

    /**
     * Judges.
     *
     * @param gapNanos median gap between tokens, median latency where answers are not streamed; 0 when there is none
     */
    static Verdict of(
            ClientHealth.Cost cost,
            ClientHealth.Reading reading,
            ClientHealth.Lateness lateness,
            ClientHealth.Surroundings around,
            double gapNanos) {
        List<Sign> signs = new ArrayList<>();
        signs.add(late(reading, lateness, gapNanos));
        signs.add(stoodStill(cost, around));
        signs.add(new Sign(
                lateness.clockSteps() > 0 && lateness.stamp() == Stamp.KERNEL ? Overhead.VISIBLE : Overhead.NEGLIGIBLE,
                true,
                "the wall clock was stepped " + lateness.clockSteps() + " times, and kernel stamps depend on it"));
        signs.add(new Sign(
                grade(cost.busiestLoop(), BUSY_VISIBLE, BUSY_DOMINANT),
                false,
                percent(cost.busiestLoop()) + " of the time an event loop was busy"));
        signs.add(new Sign(
                grade(around.stolenShare(), STOLEN_VISIBLE, STOLEN_DOMINANT),
                false,
                percent(around.stolenShare()) + " of the machine's time went to other machines on its host"));
        Overhead worst = signs.stream().map(Sign::overhead).reduce(Overhead.NEGLIGIBLE, Verdict::worse);
        return new Verdict(worst, reasons(signs, true), reasons(signs, false));
    }

    private static Overhead worse(Overhead a, Overhead b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static List<String> reasons(List<Sign> signs, boolean bends) {
        return signs.stream()
                .filter(sign -> sign.bends == bends && sign.overhead != Overhead.NEGLIGIBLE)
                .sorted((a, b) -> b.overhead.compareTo(a.overhead))
                .map(Sign::what)
                .toList();
    }

    private static Sign late(ClientHealth.Reading reading, ClientHealth.Lateness lateness, double gapNanos) {
        double lag = gapNanos > 0 ? lateness.p99Nanos() / gapNanos : 0;
        String p99 = ClientHealth.duration(lateness.p99Nanos());
        String gap = ClientHealth.duration((long) gapNanos);
        if (lateness.stamp() == Stamp.USER) {
            return new Sign(
                    grade(lag, LAG_VISIBLE, LAG_DOMINANT),
                    true,
                    "stamps were taken up to " + p99 + " late (p99), with a gap of " + gap + " between tokens");
        }
        double merged = reading.coalescedShare();
        return new Sign(
                lag < MERGING_LAG ? Overhead.NEGLIGIBLE : grade(merged, MERGED_VISIBLE, MERGED_DOMINANT),
                true,
                percent(merged) + " of token events share a stamp, because reads were " + p99
                        + " late (p99) with a gap of " + gap + " between tokens");
    }

    private static Sign stoodStill(ClientHealth.Cost cost, ClientHealth.Surroundings around) {
        double share = cost.wallNanos() == 0 ? 0 : (double) around.stillNanos() / cost.wallNanos();
        return new Sign(
                grade(share, Double.MIN_VALUE, STILL_DOMINANT),
                true,
                "the client stood still " + (around.standstills() == 1 ? "once" : around.standstills() + " times")
                        + " for " + ClientHealth.duration(around.stillNanos()) + " in all (suspended or stopped)");
    }

    private static Overhead grade(double figure, double visible, double dominant) {
        return figure >= dominant ? Overhead.DOMINANT : figure >= visible ? Overhead.VISIBLE : Overhead.NEGLIGIBLE;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
