package io.streamgauge.cli;

import io.streamgauge.plan.LoadPlan.Windows;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/** Reads genai-perf's measurement windows. A bare number is milliseconds, as there. */
final class WindowReader {
    private static final long DEFAULT_NANOS = 10_000_000_000L;
    private static final double DEFAULT_STABILITY = 999;
    private static final int MOST = 10;

    private WindowReader() {}

    static @Nullable Windows read(LoadOptions options, Problems problems) {
        if (options.measurementInterval == null && options.stabilityPercentage == null) {
            return null;
        }
        String interval = options.measurementInterval == null ? "--stability-percentage" : "--measurement-interval";
        problems.addIf(
                options.requestCount != null,
                interval
                        + " and --request-count: a run ends when its windows agree or when its requests are sent; give one");
        problems.addIf(
                options.durationNanos != null,
                interval + " and --benchmark-duration: windows end a run by themselves; give one");
        double stability = options.stabilityPercentage == null ? DEFAULT_STABILITY : options.stabilityPercentage;
        boolean usable = stability > 0 && stability <= 1e6;
        problems.addIf(!usable, "--stability-percentage " + stability + ": give a percentage above 0");
        return new Windows(nanos(options.measurementInterval, problems), usable ? stability / 100 : 1, MOST);
    }

    private static long nanos(@Nullable String given, Problems problems) {
        if (given == null) {
            return DEFAULT_NANOS;
        }
        try {
            boolean bare = given.strip().matches("[0-9.]+");
            long nanos =
                    new NanosConverter().convert(bare ? new BigDecimal(given.strip()).toPlainString() + "ms" : given);
            if (nanos > 0 && nanos < Long.MAX_VALUE / 100) {
                return nanos;
            }
        } catch (TypeConversionException | NumberFormatException e) {
            problems.add("--measurement-interval '" + given + "': give milliseconds, as 10000, or a time, as 10s");
            return DEFAULT_NANOS;
        }
        problems.add("--measurement-interval " + given + ": give a time above 0");
        return DEFAULT_NANOS;
    }
}
