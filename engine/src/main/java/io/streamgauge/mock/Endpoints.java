package io.streamgauge.mock;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;

/** Which endpoint is served at which path. */
final class Endpoints {
    private Endpoints() {}

    static Desk desk(
            MockOptions options, Faults faults, MockTruth truth, List<LoopMeters> meters, Admission admission) {
        var generations = new Generations(options);
        var posts = new HashMap<String, Api>();
        posts.put("/v1/chat/completions", new ChatApi(options, generations));
        posts.put("/v1/completions", new CompletionsApi(options, generations));
        posts.put("/v1/responses", new ResponsesApi(options, generations));
        posts.put("/v1/messages", new MessagesApi(options, generations));
        var embeddings = new EmbeddingsApi(options, generations);
        posts.put("/v1/embeddings", embeddings);
        posts.put("/pooling", embeddings);
        var images = new ImageGenerationApi(generations);
        posts.put("/v1/images/generations", images);
        posts.put(ImageGenerationApi.EDITS, images);
        posts.put("/v1/audio/transcriptions", new AudioTranscriptionApi(options, generations));
        posts.put("/rag/api/prompt", new SolidoRagApi(generations));
        posts.put("/v1/infer", new ImageRetrievalApi(generations));
        posts.put("/api/chat", new OllamaApi(options, generations));
        var rankings = new RankingsApi(options, generations);
        for (var path : List.of("/v1/ranking", "/rerank", "/v1/rerank", "/v2/rerank")) {
            posts.put(path, rankings);
        }
        var generate = new GenerateApi(options, generations);
        for (var action : GenerateApi.ACTIONS) {
            posts.put(GenerateApi.MODELS + "*" + action, generate);
        }
        var huggingFace = new HuggingFaceApi(options, generations);
        posts.put("/", huggingFace);
        posts.put("/generate_stream", huggingFace);
        // Two servers share this path; SGLang's prompt is "text", TGI's is "inputs".
        var sglang = new SglangApi(options, generations);
        posts.put(
                "/generate",
                call -> (OpenAiRequest.object(call.body()).has("inputs") ? huggingFace : sglang).reply(call));
        // What vLLM is told by those who run it; nothing comes of it here.
        for (var path : List.of("/reset_prefix_cache", "/start_profile", "/stop_profile")) {
            posts.put(path, call -> Reply.Whole.text(200, "", ""));
        }
        var gets = new HashMap<String, Api>();
        gets.put("/v1/models", new ModelsApi(options));
        gets.put("/health", call -> Reply.Whole.text(200, "", ""));
        gets.put("/version", call -> Reply.Whole.json(200, "{\"version\":\"mock\"}"));
        gets.put("/metrics", new MetricsApi(meters, admission, options));
        gets.put(
                "/truth",
                call -> new Reply.Slow(() -> Reply.Whole.text(200, "application/x-ndjson", jsonLines(truth))));
        return new Desk(options, faults, posts, gets);
    }

    private static String jsonLines(MockTruth truth) {
        var lines = new StringWriter();
        try {
            truth.writeJsonLines(lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines.toString();
    }
}
