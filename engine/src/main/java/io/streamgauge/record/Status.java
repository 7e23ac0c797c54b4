package io.streamgauge.record;

/** How a request ended. Everything but {@link #OK} is a failure: counted and shown by kind, never part of a latency. */
public enum Status {
    /** The whole answer came. */
    OK("ok"),
    /** The server answered with a status of 400 or above, or with one that is no answer (a redirect). */
    HTTP_ERROR("http_error"),
    /** No connection, or one that broke before the first byte of the answer. */
    CONNECT_ERROR("connect_error"),
    /** The time limit of the whole request passed. */
    TIMEOUT("timeout"),
    /** The answer began, then nothing came for the allowed silence. */
    STALLED("stalled"),
    /** The connection ended before the answer did. */
    TRUNCATED("truncated"),
    /** The bytes are not what the protocol allows. */
    MALFORMED("malformed"),
    /** The stream carried an error object in place of text. */
    IN_BAND_ERROR("in_band_error"),
    /** The client gave up: the run was interrupted or over. */
    CANCELLED("cancelled");

    private final String key;

    Status(String key) {
        this.key = key;
    }

    /** The name in the record file. */
    public String key() {
        return key;
    }

    /**
     * A request that ended so, in words; what the message says itself is not said before it.
     *
     * @param httpStatus 0 for none
     * @param message empty for none
     */
    public String told(int httpStatus, String message) {
        if (message.equals(key) || (httpStatus != 0 && message.startsWith("HTTP " + httpStatus))) {
            return message;
        }
        return key + (httpStatus == 0 ? "" : " " + httpStatus) + (message.isEmpty() ? "" : ": " + message);
    }
}
