package io.streamgauge.plan;

import io.streamgauge.endpoint.BodyOptions;
import io.streamgauge.endpoint.Endpoint;
import io.streamgauge.metrics.Slo;
import io.streamgauge.prompt.PromptShape;
import java.util.List;

/**
 * Everything that decides what a run does. The same plan sends the same requests.
 *
 * @param models which model each request names
 * @param targets servers, at least one; requests take turns
 * @param endpoint the API spoken
 * @param path path of the API below each target's base path, with its slash
 * @param request what each body says beside its prompt; its model is the first one
 * @param headers extra request headers
 * @param limits how long things may take
 * @param client how the client itself is set up
 * @param tokenizer which tokenizer makes prompts and counts answers
 * @param input what requests carry
 * @param prompts what prompts look like
 * @param promptCount distinct prompts, used in turn
 * @param seed of everything drawn at random
 * @param load how the load is applied
 * @param goodput bounds that good requests keep; may be empty
 * @param results where results go
 * @param control what servers are told around the run
 * @param telemetry which metrics pages are read meanwhile
 */
public record BenchmarkPlan(
        ModelPlan models,
        List<Target> targets,
        Endpoint endpoint,
        String path,
        BodyOptions request,
        List<Header> headers,
        TimeLimits limits,
        ClientPlan client,
        TokenizerPlan tokenizer,
        InputPlan input,
        PromptShape prompts,
        int promptCount,
        long seed,
        LoadPlan load,
        List<Slo> goodput,
        ResultsPlan results,
        ControlPlan control,
        TelemetryPlan telemetry) {
    public BenchmarkPlan {
        targets = List.copyOf(targets);
        headers = List.copyOf(headers);
        goodput = List.copyOf(goodput);
        if (targets.isEmpty() || promptCount < 1) {
            throw new IllegalArgumentException("targets " + targets.size() + ", prompts " + promptCount);
        }
    }

    /** Whether answers are streamed, and so have token times. */
    public boolean streaming() {
        return request.streaming();
    }
}
