package io.streamgauge.endpoint;

import io.streamgauge.metrics.Subject;
import io.streamgauge.prompt.Content;
import io.streamgauge.prompt.Prompt;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** Passages ranked for a query. The field {@code rankings:tei} of the user chooses the shape, as in genai-perf. */
record RankingsEndpoint(String name, Shape shape) implements NumbersEndpoint {
    private static final String SHAPE_FIELD = "rankings";

    enum Shape {
        NIM("/v1/ranking"),
        TEI("/rerank"),
        COHERE("/v2/rerank");

        private final String path;

        Shape(String path) {
            this.path = path;
        }
    }

    /** Where genai-perf goes by default, whatever the shape that a field chooses. */
    @Override
    public String path(BodyOptions options) {
        return shape.path;
    }

    @Override
    public Subject subject() {
        return Subject.RANKINGS;
    }

    @Override
    public boolean sends(String extraName) {
        return !extraName.equals(SHAPE_FIELD);
    }

    @Override
    public ObjectNode fields(Prompt prompt, BodyOptions options) {
        if (!(prompt.content() instanceof Content.Ranking ranking)) {
            throw new EndpointException("endpoint type '" + name
                    + "' needs queries and passages; add --input-file synthetic:queries,passages, or a directory with"
                    + " queries.jsonl and passages.jsonl");
        }
        return switch (chosen(options)) {
            case NIM -> nim(ranking, options);
            case TEI -> tei(ranking);
            case COHERE -> cohere(ranking, options);
        };
    }

    private Shape chosen(BodyOptions options) {
        var chosen = options.extras().get(SHAPE_FIELD);
        if (chosen == null) {
            return shape;
        }
        try {
            return Shape.valueOf(chosen.asString().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new EndpointException(
                    "--extra-inputs rankings is '" + chosen.asString() + "'; expected nim, tei or cohere", e);
        }
    }

    private static ObjectNode nim(Content.Ranking ranking, BodyOptions options) {
        var body = Json.object();
        body.putObject("query").put("text", ranking.query());
        var passages = body.putArray("passages");
        ranking.passages().forEach(passage -> passages.addObject().put("text", passage));
        return body.put("model", options.model());
    }

    private static ObjectNode tei(Content.Ranking ranking) {
        var body = Json.object().put("query", ranking.query());
        var texts = body.putArray("texts");
        ranking.passages().forEach(texts::add);
        return body;
    }

    private static ObjectNode cohere(Content.Ranking ranking, BodyOptions options) {
        var body = Json.object().put("model", options.model()).put("query", ranking.query());
        var documents = body.putArray("documents");
        ranking.passages().forEach(documents::add);
        return body;
    }
}
