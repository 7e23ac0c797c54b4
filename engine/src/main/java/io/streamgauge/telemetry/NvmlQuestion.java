package io.streamgauge.telemetry;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A function of NVML that is asked of each GPU.
 *
 * @param function whose first argument is the GPU
 * @param selector which of several things it shall tell, its second argument; null where it tells one thing only
 * @param values where they stand in what it writes
 */
record NvmlQuestion(String function, @Nullable Integer selector, List<Value> values) {
    private static final double MIB = 1.0 / (1 << 20);
    /** Where a second number goes that some functions write and nobody asks for. */
    private static final long ASIDE = 64;

    private static final int CLOCK_SM = 1;
    private static final int CLOCK_MEMORY = 2;
    private static final int TEMPERATURE_GPU = 0;
    private static final int POLICY_POWER = 0;
    private static final int POLICY_THERMAL = 1;

    private static final String FIELD_VALUES = "nvmlDeviceGetFieldValues";
    private static final int FIELD_VALUE_BYTES = 40;
    private static final int FIELD_MEMORY_TEMP = 82;
    private static final long FIELD_RESULT = 28;
    private static final long FIELD_VALUE = 32;

    static final List<NvmlQuestion> ALL = List.of(
            one("nvmlDeviceGetPowerUsage", word(0, DcgmField.POWER_USAGE, 1e-3)),
            one("nvmlDeviceGetPowerManagementLimit", word(0, DcgmField.POWER_MGMT_LIMIT, 1e-3)),
            one("nvmlDeviceGetTotalEnergyConsumption", wide(0, DcgmField.TOTAL_ENERGY_CONSUMPTION, 1)),
            one(
                    "nvmlDeviceGetMemoryInfo",
                    wide(0, DcgmField.FB_TOTAL, MIB),
                    wide(8, DcgmField.FB_FREE, MIB),
                    wide(16, DcgmField.FB_USED, MIB)),
            one("nvmlDeviceGetUtilizationRates", word(0, DcgmField.GPU_UTIL, 1), word(4, DcgmField.MEM_COPY_UTIL, 1)),
            one("nvmlDeviceGetEncoderUtilization", word(0, DcgmField.ENC_UTIL, 1)),
            one("nvmlDeviceGetDecoderUtilization", word(0, DcgmField.DEC_UTIL, 1)),
            selected("nvmlDeviceGetClockInfo", CLOCK_SM, word(0, DcgmField.SM_CLOCK, 1)),
            selected("nvmlDeviceGetClockInfo", CLOCK_MEMORY, word(0, DcgmField.MEM_CLOCK, 1)),
            selected("nvmlDeviceGetTemperature", TEMPERATURE_GPU, word(0, DcgmField.GPU_TEMP, 1)),
            // One field; all known GPUs tell it as an int.
            selected(FIELD_VALUES, 1, word(FIELD_VALUE, DcgmField.MEMORY_TEMP, 1)),
            // When, then for how many nanoseconds.
            selected("nvmlDeviceGetViolationStatus", POLICY_POWER, wide(8, DcgmField.POWER_VIOLATION, 1e-3)),
            selected("nvmlDeviceGetViolationStatus", POLICY_THERMAL, wide(8, DcgmField.THERMAL_VIOLATION, 1e-3)));

    NvmlQuestion {
        values = List.copyOf(values);
    }

    /**
     * A number in what a function writes.
     *
     * @param at its offset in bytes
     * @param wide whether it has 64 bits and not 32; unsigned
     * @param scale from its unit to the field's
     */
    record Value(long at, boolean wide, DcgmField field, double scale) {
        double in(MemorySegment out) {
            return scale
                    * (wide
                            ? out.get(ValueLayout.JAVA_LONG, at)
                            : Integer.toUnsignedLong(out.get(ValueLayout.JAVA_INT, at)));
        }
    }

    private static Value word(long at, DcgmField field, double scale) {
        return new Value(at, false, field, scale);
    }

    private static Value wide(long at, DcgmField field, double scale) {
        return new Value(at, true, field, scale);
    }

    private static NvmlQuestion one(String function, Value... values) {
        return new NvmlQuestion(function, null, List.of(values));
    }

    private static NvmlQuestion selected(String function, int selector, Value value) {
        return new NvmlQuestion(function, selector, List.of(value));
    }

    /** What the function reads before it writes. */
    void prepare(MemorySegment out) {
        if (function.equals(FIELD_VALUES)) {
            out.asSlice(0, FIELD_VALUE_BYTES).fill((byte) 0);
            out.set(ValueLayout.JAVA_INT, 0, FIELD_MEMORY_TEMP);
        }
    }

    /** @param out where it shall write */
    long second(long out) {
        return selector == null ? out : selector;
    }

    long third(long out) {
        return selector == null ? out + ASIDE : out;
    }

    /** What it wrote. */
    Map<DcgmField, Double> answers(MemorySegment out) {
        var answers = new EnumMap<DcgmField, Double>(DcgmField.class);
        boolean told = !function.equals(FIELD_VALUES) || out.get(ValueLayout.JAVA_INT, FIELD_RESULT) == 0;
        if (told) {
            values.forEach(value -> answers.put(value.field(), value.in(out)));
        }
        return answers;
    }
}
