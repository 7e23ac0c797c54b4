package io.streamgauge.cli;

import io.streamgauge.plan.LoadPlan.TimeBox;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;

/** Reads a time as {@link NanosConverter} does, or {@code inf} for as long as it takes. */
final class GraceConverter implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
        return text.strip().toLowerCase(Locale.ROOT).equals("inf")
                ? TimeBox.UNENDING
                : new NanosConverter().convert(text);
    }
}
