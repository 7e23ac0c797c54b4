package io.streamgauge.http;

import java.nio.charset.StandardCharsets;

/** Responses as servers write them. */
final class Responses {
    static final String STREAM_HEAD =
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\ntransfer-encoding: chunked\r\n\r\n";

    private Responses() {}

    /** A chat event whose one choice has this delta. */
    static String delta(String delta) {
        return delta(delta, "null");
    }

    static String delta(String delta, String finishReason) {
        return event("{\"id\":\"c-1\",\"object\":\"chat.completion.chunk\",\"created\":1795547954,\"model\":\"tiny\","
                + "\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"logprobs\":null,\"finish_reason\":"
                + finishReason + "}]}");
    }

    static String event(String data) {
        return "data: " + data + "\n\n";
    }

    static String chunked(String text) {
        return Integer.toHexString(text.getBytes(StandardCharsets.UTF_8).length) + "\r\n" + text + "\r\n";
    }

    /** A whole streamed response with its body in one chunk. */
    static String stream(String body) {
        return STREAM_HEAD + chunked(body) + "0\r\n\r\n";
    }

    static String json(int status, String json) {
        return body(status, "application/json", json);
    }

    static String body(int status, String type, String body) {
        return "HTTP/1.1 " + status + " Because\r\nContent-Type: " + type + "\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }
}
