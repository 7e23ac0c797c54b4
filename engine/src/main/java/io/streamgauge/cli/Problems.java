package io.streamgauge.cli;

import io.streamgauge.plan.PlanException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

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

    /** The value; absent, with its problems noted, when it cannot be read. */
    <T> Optional<T> note(Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (PlanException e) {
            found.addAll(e.problems());
            return Optional.empty();
        }
    }

    /** @throws PlanException with all that was found, if anything was */
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new PlanException(found);
        }
    }
}
