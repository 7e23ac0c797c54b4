package io.streamgauge.endpoint;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A form with one file in it, as RFC 7578 has it: the file first, since a server may begin with it. */
final class MultipartForm {
    /** The same in every request, so that the head is; no file holds it but by a chance of one in 2^128. */
    private static final String BOUNDARY = "streamgauge-6f1d0c4ba2e95873";

    static final String CONTENT_TYPE = "multipart/form-data; boundary=" + BOUNDARY;

    /** What every form begins with, one without fields too. */
    private static final byte[] OPENING = ("--" + BOUNDARY).getBytes(StandardCharsets.US_ASCII);

    private static final String DELIMITER = "--" + BOUNDARY + "\r\n";
    private static final String DISPOSITION = "Content-Disposition: form-data; name=\"";
    private static final String END_OF_HEAD = "\r\n\r\n";

    private static final String FILE_NAME = "\"; filename=\"";

    private MultipartForm() {}

    /**
     * What is uploaded.
     *
     * @param field its name in the form
     */
    // Made by one owner, read by another: the array is never written again.
    @SuppressWarnings("ArrayRecordComponent")
    record File(String field, String name, String contentType, byte[] content) {
        /**
         * @param what it is, for an error
         * @throws EndpointException when it is no base64
         */
        static File of(String field, String name, String contentType, String base64, String what) {
            try {
                return new File(
                        field, name, contentType, Base64.getMimeDecoder().decode(base64));
            } catch (IllegalArgumentException e) {
                throw new EndpointException(what + " of a request is not base64: " + e.getMessage(), e);
            }
        }
    }

    /**
     * The body.
     *
     * @param fields strings go as they are, everything else as JSON, null not at all
     * @param file null for a form of fields alone
     */
    static byte[] bytes(ObjectNode fields, @Nullable File file) {
        var body = new ByteArrayOutputStream();
        if (file != null) {
            put(
                    body,
                    DELIMITER + DISPOSITION + file.field() + FILE_NAME + file.name() + "\"\r\nContent-Type: "
                            + file.contentType() + END_OF_HEAD);
            body.writeBytes(file.content());
            put(body, "\r\n");
        }
        fields.forEachEntry((name, value) -> {
            if (!value.isNull()) {
                put(body, DELIMITER + DISPOSITION + escaped(name) + "\"" + END_OF_HEAD + text(value) + "\r\n");
            }
        });
        put(body, "--" + BOUNDARY + "--\r\n");
        return body.toByteArray();
    }

    private static String text(JsonNode value) {
        return value.isString() ? value.stringValue() : value.toString();
    }

    /** As browsers do it. */
    private static String escaped(String name) {
        return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static void put(ByteArrayOutputStream body, String text) {
        body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What a form holds as a JSON object: its fields as strings, and of the file its field and size. Any other body as it is. */
    static byte[] shown(byte[] form) {
        if (!Arrays.equals(form, 0, Math.min(form.length, OPENING.length), OPENING, 0, OPENING.length)) {
            return form;
        }
        // One character for each byte, so that places in the text are places in the form.
        var text = new String(form, StandardCharsets.ISO_8859_1);
        var shown = Json.object();
        int part = text.indexOf(DELIMITER);
        while (part >= 0) {
            int head = part + DELIMITER.length();
            int from = text.indexOf(END_OF_HEAD, head) + END_OF_HEAD.length();
            int to = text.indexOf("\r\n--" + BOUNDARY, from);
            int name = text.indexOf(DISPOSITION, head) + DISPOSITION.length();
            var key = text.substring(name, text.indexOf('"', name));
            if (text.startsWith(FILE_NAME, name + key.length())) {
                shown.putObject(key).put("bytes", to - from);
            } else {
                shown.put(key, new String(form, from, to - from, StandardCharsets.UTF_8));
            }
            part = text.indexOf(DELIMITER, to);
        }
        return Json.bytes(shown);
    }
}
