package io.streamgauge.cli;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where genai-perf's configuration files hold what is an option here. Paths are dotted. */
final class GenaiPerfLayout {
    private static final Map<String, String> OPTIONS = options();

    /** What its template writes, and what says nothing: the values that it takes for these anyway. */
    private static final Map<String, Set<String>> DEFAULTS = Map.of(
            "endpoint.backend", Set.of("tensorrtllm"),
            "endpoint.server_metrics_urls", Set.of("http://localhost:8002/metrics", "http://localhost:9400/metrics"),
            "endpoint.server_metrics_url", Set.of("http://localhost:8002/metrics", "http://localhost:9400/metrics"),
            "input.batch_size", Set.of("1"),
            "input.image.batch_size", Set.of("1"),
            "input.audio.batch_size", Set.of("1"),
            "perf_analyzer.stability_percentage", Set.of("999"),
            "input.sessions.num", Set.of("0"),
            "input.sessions.turns.mean", Set.of("1"),
            "input.sessions.turn_delay.ratio", Set.of("1", "1.0"));

    /** Of its own workings; there is nothing here that they could mean. */
    private static final Set<String> IGNORED = Set.of(
            "perf_analyzer.path",
            "perf_analyzer.verbose",
            "output.checkpoint_directory",
            "output.enable_checkpointing",
            "process.input_path",
            "input.image.source");

    private GenaiPerfLayout() {}

    private static Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("model_name", "model");
        options.put("model_names", "model");
        options.put("endpoint.model_selection_strategy", "model-selection-strategy");
        options.put("endpoint.backend", "backend");
        options.put("endpoint.custom", "endpoint");
        options.put("endpoint.type", "endpoint-type");
        options.put("endpoint.service_kind", "service-kind");
        options.put("endpoint.streaming", "streaming");
        options.put("endpoint.server_metrics_urls", "server-metrics-urls");
        options.put("endpoint.server_metrics_url", "server-metrics-url");
        options.put("endpoint.url", "url");
        options.put("endpoint.grpc_method", "grpc-method");
        options.put("perf_analyzer.stimulus.concurrency", "concurrency");
        options.put("perf_analyzer.stimulus.request_rate", "request-rate");
        options.put("perf_analyzer.stimulus.session_concurrency", "session-concurrency");
        options.put("perf_analyzer.stability_percentage", "stability-percentage");
        options.put("perf_analyzer.measurement_interval", "measurement-interval");
        options.put("perf_analyzer.warmup_request_count", "warmup-request-count");
        options.put("input.batch_size", "batch-size-text");
        options.put("input.extra", "extra-inputs");
        options.put("input.goodput", "goodput");
        options.put("input.header", "header");
        options.put("input.file", "input-file");
        options.put("input.num_dataset_entries", "num-prompts");
        options.put("input.random_seed", "random-seed");
        options.put("input.request_count.warmup", "warmup-request-count");
        options.put("input.request_count.num", "request-count");
        options.put("input.synthetic_tokens.mean", "synthetic-input-tokens-mean");
        options.put("input.synthetic_tokens.stddev", "synthetic-input-tokens-stddev");
        options.put("input.output_tokens.mean", "output-tokens-mean");
        options.put("input.output_tokens.stddev", "output-tokens-stddev");
        options.put("input.output_tokens.deterministic", "output-tokens-mean-deterministic");
        options.put("input.prefix_prompt.num", "num-prefix-prompts");
        options.put("input.prefix_prompt.length", "prefix-prompt-length");
        options.put("input.sessions.num", "num-sessions");
        options.put("input.sessions.turns.mean", "session-turns-mean");
        options.put("input.sessions.turns.stddev", "session-turns-stddev");
        options.put("input.sessions.turn_delay.mean", "session-turn-delay-mean");
        options.put("input.sessions.turn_delay.stddev", "session-turn-delay-stddev");
        options.put("input.sessions.turn_delay.ratio", "session-delay-ratio");
        for (String name : List.of("width_mean", "width_stddev", "height_mean", "height_stddev", "format")) {
            options.put("input.image." + name, "image-" + name.replace('_', '-'));
        }
        options.put("input.image.width.mean", "image-width-mean");
        options.put("input.image.width.stddev", "image-width-stddev");
        options.put("input.image.height.mean", "image-height-mean");
        options.put("input.image.height.stddev", "image-height-stddev");
        options.put("input.image.batch_size", "batch-size-image");
        options.put("input.audio.batch_size", "batch-size-audio");
        options.put("input.audio.length.mean", "audio-length-mean");
        options.put("input.audio.length.stddev", "audio-length-stddev");
        for (String name : List.of("format", "depths", "sample_rates", "num_channels")) {
            options.put("input.audio." + name, "audio-" + name.replace('_', '-'));
        }
        options.put("output.artifact_directory", "artifact-dir");
        options.put("output.profile_export_file", "profile-export-file");
        options.put("output.generate_plots", "generate-plots");
        options.put("tokenizer.name", "tokenizer");
        options.put("tokenizer.revision", "tokenizer-revision");
        options.put("tokenizer.trust_remote_code", "tokenizer-trust-remote-code");
        return options;
    }

    /** The option's key for a path, null when the layout has no such leaf. */
    static @Nullable String option(String path) {
        return OPTIONS.get(path);
    }

    /** Whether the layout has parts below this path. */
    static boolean isSection(String path) {
        String below = path + ".";
        return OPTIONS.keySet().stream().anyMatch(known -> known.startsWith(below))
                || IGNORED.stream().anyMatch(known -> known.startsWith(below));
    }

    /** Whether this value at this path asks for nothing. */
    static boolean saysNothing(String path, String value) {
        return IGNORED.contains(path) || DEFAULTS.getOrDefault(path, Set.of()).contains(value);
    }

    /** Names that the layout knows right below a section, or at the top for an empty one. */
    static Collection<String> namesBelow(String section) {
        String start = section.isEmpty() ? "" : section + ".";
        return OPTIONS.keySet().stream()
                .filter(path -> path.startsWith(start))
                .map(path -> path.substring(start.length()).replaceFirst("\\..*", ""))
                .distinct()
                .toList();
    }
}
