package io.streamgauge.endpoint;

import io.streamgauge.metrics.Subject;
import io.streamgauge.prompt.Content;
import io.streamgauge.prompt.Prompt;
import io.streamgauge.sse.TextPaths;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * OpenAI's image edit: an image is uploaded as a form with what to make of it, images come back. An image that is an address on the
 * web goes as the field {@code url}, which SGLang knows.
 */
record ImageEditEndpoint() implements Endpoint {
    private static final String IMAGE = "image";
    private static final String URL = "url";
    private static final Pattern DATA_URL = Pattern.compile("data:image/([\\w.-]+)[^,]*;base64,(.*)", Pattern.DOTALL);

    @Override
    public String name() {
        return "image_edit";
    }

    @Override
    public Set<Medium> carries() {
        return Set.of(Medium.IMAGES);
    }

    @Override
    public String path(BodyOptions options) {
        return "/v1/images/edits";
    }

    @Override
    public Subject subject() {
        return Subject.IMAGE_EDIT;
    }

    @Override
    public boolean streams() {
        return false;
    }

    @Override
    public Map<String, String> headers() {
        return Map.of("Content-Type", MultipartForm.CONTENT_TYPE);
    }

    @Override
    public TextPaths streamPaths() {
        return Answers.openAi().build();
    }

    /** Those that are asked for. */
    @Override
    public int images(Prompt prompt, BodyOptions options) {
        return ImageGenerationEndpoint.imagesAsked(prompt, options);
    }

    /** Fields of the form beside the image. */
    @Override
    public ObjectNode fields(Prompt prompt, BodyOptions options) {
        var fields = ImageGenerationEndpoint.asked(prompt.joined(), options);
        var image = image(prompt);
        if (!image.startsWith("data:")) {
            fields.put(URL, image);
        }
        return fields;
    }

    @Override
    public byte[] body(Prompt prompt, BodyOptions options) {
        var fields = filled(fields(prompt, options), prompt, options);
        for (String upload : List.of(IMAGE, "mask")) {
            if (fields.has(upload)) {
                throw new EndpointException(
                        "endpoint type 'image_edit': '" + upload
                                + "' is a file, not a field; images come from --image options or an --input-file, and masks are not sent");
            }
        }
        var data = DATA_URL.matcher(image(prompt));
        if (!data.matches()) {
            return MultipartForm.bytes(fields, null);
        }
        var type = data.group(1);
        return MultipartForm.bytes(
                fields, MultipartForm.File.of(IMAGE, "image." + type, "image/" + type, data.group(2), "an image"));
    }

    @Override
    public byte[] shown(byte[] body) {
        return MultipartForm.shown(body);
    }

    private static String image(Prompt prompt) {
        if (!(prompt.content() instanceof Content.Media media)
                || media.imageUrls().size() != 1
                || prompt.joined().isEmpty()) {
            throw new EndpointException("endpoint type 'image_edit' needs a text and one image in each request; leave"
                    + " --batch-size-image at 1, or give an --input-file whose lines have \"text\" and \"image\"");
        }
        return media.imageUrls().getFirst();
    }
}
