package io.streamgauge.cli;

import io.streamgauge.plan.PlanException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/** Reads the moment at which the parts of a run begin together. */
final class StartAt {
    private static final long SECOND = 1_000_000_000L;

    private StartAt() {}

    /**
     * The moment in nanoseconds since 1970; 0 when none was given.
     *
     * @param now what {@code next:} counts from
     * @throws PlanException when it is no moment
     */
    static long epochNanos(@Nullable String text, Instant now) {
        if (text == null) {
            return 0;
        }
        try {
            if (text.startsWith("next:")) {
                long step = new NanosConverter().convert(text.substring("next:".length()));
                if (step > 0) {
                    return (nanos(now) / step + 1) * step;
                }
            } else if (text.matches("[0-9]{1,10}(\\.[0-9]{1,9})?")) {
                return new BigDecimal(text).multiply(BigDecimal.valueOf(SECOND)).longValueExact();
            } else {
                return nanos(OffsetDateTime.parse(text).toInstant());
            }
        } catch (DateTimeException | TypeConversionException e) {
            throw new PlanException(
                    "--start-at '" + text + "': give a moment as 2026-01-31T12:00:00Z, seconds since 1970, or next:2m");
        }
        throw new PlanException("--start-at '" + text + "': give next: a time above 0, as next:2m");
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * SECOND + instant.getNano();
    }
}
