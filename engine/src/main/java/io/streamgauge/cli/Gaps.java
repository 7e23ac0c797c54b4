package io.streamgauge.cli;

import io.streamgauge.arrival.Arrival;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What gaps between requests at a rate were asked for.
 *
 * @param kind constant, poisson or gamma; null where it was not said
 * @param burstiness shape of gamma gaps; null where it was not said
 */
record Gaps(@Nullable String kind, @Nullable Double burstiness) {
    /** @param option that gave the kind */
    Arrival arrival(double rate, String option, Problems problems) {
        double shape = burstiness == null ? 1 : burstiness;
        boolean usable = shape > 0 && shape <= 1e6;
        problems.addIf(!usable, "--burstiness " + shape + ": give a number above 0");
        String drawn = kind == null ? (burstiness == null ? "constant" : "gamma") : kind.toLowerCase(Locale.ROOT);
        problems.addIf(
                burstiness != null && (drawn.equals("constant") || drawn.equals("poisson")),
                "--burstiness and " + option + " " + drawn + ": burstiness is the shape of gamma gaps; give " + option
                        + " gamma");
        return switch (drawn) {
            case "constant" -> new Arrival.Constant(rate);
            case "poisson" -> new Arrival.Poisson(rate);
            case "gamma" -> new Arrival.Gamma(rate, usable ? shape : 1);
            default -> {
                problems.add(option + " '" + kind + "': use constant, poisson or gamma");
                yield new Arrival.Constant(rate);
            }
        };
    }
}
