package io.streamgauge.cli;

import io.streamgauge.plan.PlanException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects every problem of what was asked, so that a user mends them all at once and not one per attempt. */
final class Problems {
    private final List<String> found = new ArrayList<>();

    void add(String problem) {
        found.add(problem);
    }

    void addIf(boolean wrong, String problem) {
        if (wrong) {
            found.add(problem);
        }
    }

    /** The number given, or {@code otherwise}; at least 1, with a problem noted when it is not. */
    int positive(String option, @Nullable Integer given, int otherwise) {
        int value = given == null ? otherwise : given;
        addIf(value < 1, option + " " + value + ": give at least 1");
        return Math.max(1, value);
    }

    /** The number given, or 0; at least 0, with a problem noted when it is not. */
    double notNegative(String option, @Nullable Double given) {
        double value = given == null ? 0 : given;
        addIf(!(value >= 0), option + " " + value + ": give 0 or more");
        return Math.max(0, value);
    }

    /** What a word stands for, in any case, with hyphens or underscores; {@code otherwise}, with a problem noted, where it is none of its kind. */
    <E extends Enum<E>> E oneOf(String option, String given, E otherwise) {
        List<String> words = new ArrayList<>();
        for (E each : otherwise.getDeclaringClass().getEnumConstants()) {
            String word = each.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (word.equalsIgnoreCase(given.replace('_', '-'))) {
                return each;
            }
            words.add(word);
        }
        String last = words.removeLast();
        add(option + " '" + given + "': use " + String.join(", ", words) + " or " + last);
        return otherwise;
    }

    /** Notes an option that was given where what it belongs to was not. */
    void needs(String needed, boolean there, String option, @Nullable Object given) {
        addIf(given != null && !there, option + " means nothing without " + needed + "; give both or neither");
    }

    static long orZero(@Nullable Long nanos) {
        return nanos == null ? 0 : nanos;
    }

    /** The value; absent, with its problems noted, when it cannot be read. */
    <T> Optional<T> note(Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (PlanException e) {
            found.addAll(e.problems());
            return Optional.empty();
        }
    }

    /** All that was found, to be told with what others find. */
    List<String> found() {
        return List.copyOf(found);
    }

    /** @throws PlanException with all that was found, if anything was */
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new PlanException(found);
        }
    }
}
