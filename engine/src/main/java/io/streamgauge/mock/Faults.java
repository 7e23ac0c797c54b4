package io.streamgauge.mock;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Decides which request or connection is befallen by which fault, and counts. The first rule that fits wins. Any thread. */
final class Faults {
    private final List<FaultRule> onRequest;
    private final List<FaultRule> onAccept;
    private final long seed;
    private final Map<FaultKind, LongAdder> injected = new EnumMap<>(FaultKind.class);

    Faults(List<FaultRule> rules, long seed) {
        onRequest = rules.stream().filter(rule -> !rule.kind().onAccept()).toList();
        onAccept = rules.stream().filter(rule -> rule.kind().onAccept()).toList();
        this.seed = seed;
        for (var kind : FaultKind.values()) {
            injected.put(kind, new LongAdder());
        }
    }

    @Nullable
    FaultRule forRequest(long number) {
        return pick(onRequest, number);
    }

    @Nullable
    FaultRule forConnection(long number) {
        return pick(onAccept, number);
    }

    /** How often each kind struck so far; kinds that did not are left out. */
    Map<FaultKind, Long> injected() {
        var counts = new EnumMap<FaultKind, Long>(FaultKind.class);
        injected.forEach((kind, count) -> {
            if (count.sum() > 0) {
                counts.put(kind, count.sum());
            }
        });
        return counts;
    }

    private @Nullable FaultRule pick(List<FaultRule> rules, long number) {
        for (var rule : rules) {
            if (rule.befalls(number, seed)) {
                injected(rule.kind()).increment();
                return rule;
            }
        }
        return null;
    }

    private LongAdder injected(FaultKind kind) {
        return Objects.requireNonNull(injected.get(kind));
    }
}
