package io.streamgauge.cli;

import io.streamgauge.plan.BenchmarkPlan;
import io.streamgauge.plan.Header;
import io.streamgauge.plan.LoadShape;
import io.streamgauge.prompt.Prefix;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The options as genai-perf writes them into its summary: its names, its order. Header values are left out: they may be secrets. */
final class InputConfig {
    private InputConfig() {}

    static Map<String, @Nullable Object> of(ProfileOptions options, BenchmarkPlan plan) {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("subcommand", "profile");
        config.put("model", plan.models().names());
        config.put("model_selection_strategy", plan.models().selection().name().toLowerCase(Locale.ROOT));
        config.put("endpoint", plan.path().substring(1));
        config.put("endpoint_type", plan.endpoint().name());
        config.put("service_kind", "openai");
        config.put(
                "server_metrics_url",
                plan.telemetry().pages().stream().map(Object::toString).toList());
        config.put("streaming", plan.streaming());
        config.put("u", plan.targets().getFirst().url());
        config.put("urls", plan.targets().stream().map(target -> target.url()).toList());
        config.put(
                "goodput",
                plan.goodput().isEmpty()
                        ? null
                        : plan.goodput().stream().map(Object::toString).toList());
        config.put("header", plan.headers().isEmpty() ? null : shown(plan.headers()));
        config.put("num_dataset_entries", plan.promptCount());
        config.put("num_prefix_prompts", prefix(plan).count());
        config.put("output_tokens_mean", options.input.outputTokensMean == null ? -1 : options.input.outputTokensMean);
        config.put(
                "output_tokens_stddev",
                options.input.outputTokensStddev == null ? 0 : options.input.outputTokensStddev);
        config.put("random_seed", plan.seed());
        config.put("request_count", plan.load().requestCount());
        config.put("synthetic_input_tokens_mean", options.input.inputTokensMean);
        config.put("synthetic_input_tokens_stddev", options.input.inputTokensStddev);
        config.put("prefix_prompt_length", prefix(plan).tokens());
        config.put("prefix_role", plan.request().prefixRole().name().toLowerCase(Locale.ROOT));
        config.put("warmup_request_count", plan.load().warmup().known());
        config.put("verbose", options.results.verbose);
        config.put("artifact_dir", plan.results().directory().toString());
        config.put("profile_export_file", plan.results().export().toString());
        config.put("concurrency", plan.load().shape() instanceof LoadShape.Closed closed ? closed.concurrency() : null);
        config.put(
                "request_rate",
                plan.load().shape() instanceof LoadShape.Closed
                        ? null
                        : plan.load().shape().value());
        config.put("tokenizer", plan.tokenizer().name());
        config.put("tokenizer_revision", plan.tokenizer().revision());
        config.put("formatted_model_name", plan.models().directoryName());
        config.put(
                "extra_inputs",
                plan.request().extras().isEmpty()
                        ? Map.of()
                        : plan.request().extras().toString());
        return config;
    }

    private static Prefix.Made prefix(BenchmarkPlan plan) {
        return plan.prompts().prefix() instanceof Prefix.Made made ? made : Prefix.NONE;
    }

    private static List<String> shown(List<Header> headers) {
        return headers.stream().map(Header::shown).toList();
    }
}
