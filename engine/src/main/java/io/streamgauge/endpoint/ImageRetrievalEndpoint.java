package io.streamgauge.endpoint;

import io.streamgauge.metrics.Subject;
import io.streamgauge.prompt.Content;
import io.streamgauge.prompt.Prompt;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** NVIDIA's image retrieval: what a picture of a page holds. */
record ImageRetrievalEndpoint() implements NumbersEndpoint {
    @Override
    public String name() {
        return "image_retrieval";
    }

    @Override
    public Set<Medium> carries() {
        return Set.of(Medium.IMAGES);
    }

    @Override
    public String path(BodyOptions options) {
        return "/v1/infer";
    }

    @Override
    public Subject subject() {
        return Subject.IMAGE_RETRIEVAL;
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
