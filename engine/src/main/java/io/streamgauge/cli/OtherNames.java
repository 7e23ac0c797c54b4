package io.streamgauge.cli;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What options of other tools are called here, where the meaning is the same. The help shows our own names only, plans are written
 * with them, and complaints use them.
 */
final class OtherNames {
    /** Name there, to name here, perhaps with the value that says the same. */
    private static final Map<String, String> OURS = new TreeMap<>(Map.ofEntries(
            Map.entry("--model-names", "--model"),
            Map.entry("--custom-endpoint", "--endpoint"),
            Map.entry("--request-timeout-seconds", "--request-timeout"),
            Map.entry("--transport-type", "--transport"),
            Map.entry("--connection-reuse-strategy", "--connection-reuse"),
            Map.entry("--apply-chat-template", "--isl-counting=chat-template"),
            Map.entry("--prompt-input-tokens-mean", "--synthetic-input-tokens-mean"),
            Map.entry("--prompt-input-tokens-stddev", "--synthetic-input-tokens-stddev"),
            Map.entry("--isl-stddev", "--synthetic-input-tokens-stddev"),
            Map.entry("--prompt-output-tokens-mean", "--output-tokens-mean"),
            Map.entry("--prompt-output-tokens-stddev", "--output-tokens-stddev"),
            Map.entry("--osl-stddev", "--output-tokens-stddev"),
            Map.entry("--synthetic-input-tokens-block-size", "--isl-block-size"),
            Map.entry("--ignore-trace-delays", "--session-delay-ratio=0"),
            Map.entry("--synthesis-speedup-ratio", "--fixed-schedule-speed"),
            Map.entry("--replay-speedup", "--fixed-schedule-speed"),
            Map.entry("--open-loop-replay", "--fixed-schedule"),
            Map.entry("--open-loop-strict", "--fixed-schedule"),
            Map.entry("--prompt-prefix-pool-size", "--num-prefix-prompts"),
            Map.entry("--prefix-prompt-pool-size", "--num-prefix-prompts"),
            Map.entry("--prompt-prefix-length", "--prefix-prompt-length"),
            Map.entry("--rankings-passages-mean", "--batch-size-text"),
            Map.entry("--rankings-passages-prompt-token-mean", "--synthetic-input-tokens-mean"),
            Map.entry("--rankings-passages-prompt-token-stddev", "--synthetic-input-tokens-stddev"),
            Map.entry("--reset-kv-cache-timeout-seconds", "--reset-kv-cache-timeout"),
            Map.entry("--server-profiler-timeout-seconds", "--server-profiler-timeout"),
            Map.entry("--arrival-smoothness", "--burstiness"),
            Map.entry("--vllm-burstiness", "--burstiness"),
            Map.entry("--concurrency-ramp-duration", "--concurrency-ramp"),
            Map.entry("--request-rate-ramp-duration", "--request-rate-ramp"),
            Map.entry("--prefill-concurrency-ramp-duration", "--prefill-concurrency-ramp"),
            Map.entry("--warmup-prefill-concurrency-ramp-duration", "--warmup-prefill-concurrency-ramp"),
            Map.entry("--warmup-concurrency-ramp-duration", "--warmup-concurrency-ramp"),
            Map.entry("--warmup-request-rate-ramp-duration", "--warmup-request-rate-ramp"),
            Map.entry("--profile-run-cooldown-seconds", "--profile-run-cooldown"),
            Map.entry("--parameter-sweep-cooldown-seconds", "--sweep-cooldown"),
            Map.entry("--no-parameter-sweep-same-seed", "--vary-seed-per-point"),
            Map.entry("--search-sla", "--slo"),
            Map.entry("--search-percentile-pooling", "--percentile-pooling"),
            Map.entry("--no-set-consistent-seed", "--vary-seed-per-trial"),
            Map.entry("--output-artifact-dir", "--artifact-dir"),
            Map.entry("--profile-export-prefix", "--profile-export-file"),
            Map.entry("--profile-export-level", "--export-level"),
            Map.entry("--ui-type", "--ui"),
            Map.entry("--extra-verbose", "--verbose"),
            Map.entry("-vv", "--verbose")));

    private OtherNames() {}

    /** The option here that means what {@code name} means elsewhere, perhaps with a value; null where there is none. */
    static @Nullable String ours(String name) {
        return OURS.get(name);
    }

    /** Names elsewhere that begin so, with what they are here. */
    static Map<String, String> beginningWith(String begin) {
        Map<String, String> found = new TreeMap<>(OURS);
        found.keySet().removeIf(name -> !name.startsWith(begin));
        return found;
    }
}
