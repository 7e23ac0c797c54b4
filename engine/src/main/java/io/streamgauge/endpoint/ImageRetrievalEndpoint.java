package io.streamgauge.endpoint;

import io.streamgauge.prompt.Content;
import io.streamgauge.prompt.Prompt;
import io.streamgauge.sse.TextPaths;
import tools.jackson.databind.node.ObjectNode;

/** NVIDIA's image retrieval: what a picture of a page holds. */
record ImageRetrievalEndpoint() implements Endpoint {
    @Override
    public String name() {
        return "image_retrieval";
    }

    @Override
    public String path(BodyOptions options) {
        return "/v1/infer";
    }

    @Override
    public Kind kind() {
        return Kind.IMAGE_RETRIEVAL;
    }

    @Override
    public boolean streams() {
        return false;
    }

    @Override
    public TextPaths streamPaths() {
        return Answers.openAi().build();
    }

    @Override
    public TextPaths wholePaths() {
        return streamPaths();
    }

    @Override
    public ObjectNode fields(Prompt prompt, BodyOptions options) {
        if (!(prompt.content() instanceof Content.Media media)
                || media.imageUrls().isEmpty()) {
            throw new EndpointException("endpoint type 'image_retrieval' needs images; add --image-width-mean, or an"
                    + " --input-file whose lines have \"image\"");
        }
        var body = Json.object();
        var input = body.putArray("input");
        media.imageUrls()
                .forEach(url -> input.addObject().put("type", "image_url").put("url", url));
        return body;
    }
}
