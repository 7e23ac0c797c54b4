package io.streamgauge.cli;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time such as {@code 250us}, {@code 10ms}, {@code 1.5s}, {@code 10m} or {@code 2h} as nanoseconds; a bare number is seconds. */
final class NanosConverter implements ITypeConverter<Long> {
    private static final Pattern SHAPE = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*(ns|us|ms|s|m|h)?");
    private static final long SECOND = 1_000_000_000L;
    private static final Map<String, Long> UNITS =
            Map.of("ns", 1L, "us", 1_000L, "ms", 1_000_000L, "s", SECOND, "m", 60 * SECOND, "h", 3600 * SECOND);

    @Override
    public Long convert(String text) {
        Matcher matcher = SHAPE.matcher(text.trim());
        if (!matcher.matches()) {
            throw new TypeConversionException(
                    "'" + text + "' is not a time; write for example 250us, 10ms, 1.5s or 10m");
        }
        long unit = UNITS.getOrDefault(matcher.group(2) == null ? "s" : matcher.group(2), SECOND);
        try {
            return new BigDecimal(matcher.group(1))
                    .multiply(BigDecimal.valueOf(unit))
                    .toBigInteger()
                    .longValueExact();
        } catch (ArithmeticException e) {
            throw new TypeConversionException(
                    "'" + text + "' is longer than this clock can count; give a shorter time");
        }
    }
}
