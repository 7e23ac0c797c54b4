package io.streamgauge.mock;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** {@code GET /metrics}: vLLM's names in Prometheus' text format. */
final class MetricsApi implements Api {
    private final List<LoopMeters> meters;
    private final Admission admission;
    private final String model;

    MetricsApi(List<LoopMeters> meters, Admission admission, MockOptions options) {
        this.meters = meters;
        this.admission = admission;
        model = options.models().isEmpty()
                ? ModelsApi.ANY_MODEL
                : options.models().getFirst();
    }

    @Override
    public Reply reply(Call call) {
        return new Reply.Slow(() -> Reply.Whole.text(200, "text/plain; version=0.0.4; charset=utf-8", page()));
    }

    private String page() {
        var page = new StringBuilder(8_192);
        number(page, "vllm:num_requests_running", "gauge", admission.active());
        number(page, "vllm:num_requests_waiting", "gauge", admission.waiting());
        number(page, "vllm:prompt_tokens_total", "counter", sum(LoopMeters::promptTokens));
        number(page, "vllm:generation_tokens_total", "counter", sum(LoopMeters::generationTokens));
        header(page, "vllm:request_success_total", "counter");
        for (var reason : List.of("stop", "length", "abort")) {
            sample(
                    page,
                    "vllm:request_success_total",
                    ",finished_reason=\"" + reason + "\"",
                    sum(loop -> loop.finished(reason)));
        }
        histogram(page, "vllm:time_to_first_token_seconds", loop -> loop.timeToFirstToken);
        histogram(page, "vllm:inter_token_latency_seconds", loop -> loop.interTokenLatency);
        histogram(page, "vllm:e2e_request_latency_seconds", loop -> loop.requestLatency);
        histogram(page, "vllm:request_queue_time_seconds", loop -> loop.queueTime);
        return page.toString();
    }

    private long sum(ToLongFunction<LoopMeters> counter) {
        return meters.stream().mapToLong(counter).sum();
    }

    private void number(StringBuilder page, String name, String type, long value) {
        header(page, name, type);
        sample(page, name, "", value);
    }

    private static void header(StringBuilder page, String name, String type) {
        page.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private void sample(StringBuilder page, String name, String labels, Object value) {
        page.append(name)
                .append("{engine=\"0\",model_name=\"")
                .append(model.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"))
                .append('"')
                .append(labels)
                .append("} ")
                .append(value)
                .append('\n');
    }

    private void histogram(StringBuilder page, String name, Function<LoopMeters, BucketHistogram> which) {
        header(page, name, "histogram");
        var parts = meters.stream().map(which).toList();
        var shape = parts.getFirst();
        var below = 0L;
        for (var bucket = 0; bucket < shape.buckets(); bucket++) {
            for (var part : parts) {
                below += part.count(bucket);
            }
            var bound = shape.boundSeconds(bucket);
            sample(page, name + "_bucket", ",le=\"" + (Double.isInfinite(bound) ? "+Inf" : bound) + "\"", below);
        }
        sample(page, name + "_count", "", below);
        sample(
                page,
                name + "_sum",
                "",
                parts.stream().mapToDouble(BucketHistogram::sumSeconds).sum());
    }
}
