package io.streamgauge.run;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The field of a body that asks a server for its own token counts, as the endpoints write it. */
final class UsageQuestion {
    private static final byte[] NAME = "\"stream_options\"".getBytes(StandardCharsets.US_ASCII);

    /** Inside a JSON string its quotes would be escaped, so where it stands it is a field. */
    private static final byte[] FIELD =
            ",\"stream_options\":{\"include_usage\":true}".getBytes(StandardCharsets.US_ASCII);

    private UsageQuestion() {}

    /** Whether a body that was sent has it. */
    static boolean isIn(byte[] body) {
        return place(body, body.length, NAME) >= 0;
    }

    /** The request without it. */
    static Requests.Request takenFrom(Requests.Request request) {
        byte[] bytes = request.bytes();
        int at = place(bytes, request.length(), FIELD);
        if (at < 0) {
            return request;
        }
        int after = at + FIELD.length;
        byte[] body = Arrays.copyOf(bytes, request.length() - FIELD.length);
        System.arraycopy(bytes, after, body, at, request.length() - after);
        return request.with(body, false);
    }

    private static int place(byte[] bytes, int length, byte[] wanted) {
        for (int at = 0; at + wanted.length <= length; at++) {
            if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }
}
