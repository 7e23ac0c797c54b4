package io.streamgauge.cli;

import io.streamgauge.endpoint.Endpoint;
import io.streamgauge.endpoint.EndpointException;
import io.streamgauge.endpoint.ExtraInputs;
import io.streamgauge.plan.PlanException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns the options that choose an API into its endpoint. */
final class EndpointReader {
    private static final String TEMPLATE = "template";
    private static final String RAW = "raw";
    private static final String KNOWN_TEMPLATE = "nv-embedqa";

    private final TargetOptions options;

    EndpointReader(TargetOptions options) {
        this.options = options;
    }

    /** @param extras fields of the user's, among which genai-perf and AIPerf hide the template */
    Endpoint endpoint(ExtraInputs extras) {
        Endpoint endpoint = known(extras);
        String sent = endpoint.headers()
                .getOrDefault("Content-Type", "application/json")
                .replaceFirst(";.*", "");
        if (options.contentType != null && !options.contentType.strip().equalsIgnoreCase(sent)) {
            throw new PlanException("--request-content-type '" + options.contentType + "': --endpoint-type "
                    + endpoint.name() + " is sent as " + sent + "; leave it out");
        }
        return endpoint;
    }

    private Endpoint known(ExtraInputs extras) {
        String kind = options.serviceKind.toLowerCase(Locale.ROOT);
        if (!kind.equals("openai")) {
            throw new PlanException(
                    "--service-kind " + options.serviceKind
                            + ": only HTTP APIs are benchmarked here; use openai with the --endpoint-type that the server speaks");
        }
        boolean template = options.endpointType.equals(TEMPLATE);
        boolean raw = options.endpointType.equals(RAW);
        if (!template && options.payloadTemplate != null) {
            throw new PlanException("--payload-template means nothing without --endpoint-type template");
        }
        if (!template && !raw && options.responseField != null) {
            throw new PlanException("--response-field means nothing without --endpoint-type template or raw");
        }
        try {
            if (raw) {
                return Endpoint.raw(options.responseField);
            }
            return template ? template(extras) : Endpoint.named(options.endpointType);
        } catch (EndpointException e) {
            throw new PlanException("--endpoint-type: " + e.getMessage());
        }
    }

    private Endpoint template(ExtraInputs extras) {
        String file = options.payloadTemplate != null ? options.payloadTemplate : text(extras, "payload_template");
        String pointer = options.responseField != null ? options.responseField : text(extras, "response_field");
        if (file == null) {
            throw new PlanException("--endpoint-type template needs --payload-template FILE, the body to send");
        }
        if (options.endpoint == null) {
            throw new PlanException("--endpoint-type template needs --endpoint PATH, where to send it");
        }
        return Endpoint.template(
                "/" + options.endpoint.strip().replaceFirst("^/+", ""),
                file.equals(KNOWN_TEMPLATE) ? file : content(file),
                pointer);
    }

    private static @Nullable String text(ExtraInputs extras, String name) {
        var value = extras.get(name);
        return value == null ? null : value.asString();
    }

    private static String content(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException | InvalidPathException e) {
            throw new PlanException("--payload-template " + file
                    + ": cannot be read; give a file with the body as JSON, or " + KNOWN_TEMPLATE);
        }
    }
}
