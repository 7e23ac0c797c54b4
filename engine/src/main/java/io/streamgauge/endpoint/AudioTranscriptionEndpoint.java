package io.streamgauge.endpoint;

import io.streamgauge.metrics.Subject;
import io.streamgauge.prompt.Content;
import io.streamgauge.prompt.Prompt;
import io.streamgauge.sse.TextKind;
import io.streamgauge.sse.TextPaths;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** OpenAI's audio transcription: one sound is uploaded as a form, text comes back. A prompt's text goes along as the form's. */
record AudioTranscriptionEndpoint() implements Endpoint {
    @Override
    public String name() {
        return "audio_transcription";
    }

    @Override
    public Set<Medium> carries() {
        return Set.of(Medium.SOUNDS);
    }

    @Override
    public String path(BodyOptions options) {
        return "/v1/audio/transcriptions";
    }

    @Override
    public Subject subject() {
        return Subject.TRANSCRIPTION;
    }

    @Override
    public Map<String, String> headers() {
        return Map.of("Content-Type", MultipartForm.CONTENT_TYPE);
    }

    @Override
    public boolean asksForUsage() {
        return false;
    }

    /** OpenAI's events have the text in {@code delta}, vLLM's where its chat has it. */
    @Override
    public TextPaths streamPaths() {
        return Answers.responses("")
                .text(TextKind.ANSWER, "delta")
                .text(TextKind.ANSWER, "choices[].delta.content")
                .finishReason("choices[].finish_reason")
                .endsUnmarked()
                .build();
    }

    @Override
    public TextPaths wholePaths() {
        return Answers.responses("")
                .text(TextKind.ANSWER, "text")
                .endsUnmarked()
                .build();
    }

    /** Fields of the form beside the sound. */
    @Override
    public ObjectNode fields(Prompt prompt, BodyOptions options) {
        var fields = Json.object().put("model", options.model());
        if (!prompt.text().isEmpty()) {
            fields.put("prompt", prompt.joined());
        }
        if (options.streaming()) {
            fields.put("stream", true);
        }
        TokenLimits.most(fields, "max_completion_tokens", prompt);
        return fields;
    }

    @Override
    public byte[] body(Prompt prompt, BodyOptions options) {
        if (!(prompt.content() instanceof Content.Media media) || media.audios().size() != 1) {
            throw new EndpointException("endpoint type 'audio_transcription' needs one sound in each request; add"
                    + " --audio-length-mean, or an --input-file whose lines have \"audio\"");
        }
        return MultipartForm.bytes(
                filled(fields(prompt, options), prompt, options),
                file(media.audios().getFirst()));
    }

    private static MultipartForm.File file(Content.Audio audio) {
        return MultipartForm.File.of(
                "file",
                "audio." + audio.format(),
                "audio/" + (audio.format().equals("mp3") ? "mpeg" : audio.format()),
                audio.base64(),
                "a sound");
    }

    @Override
    public byte[] shown(byte[] body) {
        return MultipartForm.shown(body);
    }
}
