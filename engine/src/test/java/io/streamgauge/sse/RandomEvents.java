package io.streamgauge.sse;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Streams of events that a malicious but standards-abiding server might send; the same for the same seed. */
final class RandomEvents {
    private static final List<String> NAMES = List.of(
            "choices",
            "delta",
            "content",
            "reasoning",
            "text",
            "id",
            "usage",
            "prompt_tokens",
            "x",
            "",
            "é",
            "a\\\"content",
            "finish_reason",
            "error",
            "message",
            "c\\u006fntent",
            "index",
            "tool_calls",
            "function",
            "arguments");
    private static final List<String> PIECES = List.of(
            "a",
            " ",
            "Hello",
            "é",
            "日本",
            "😀",
            "\\n",
            "\\\"",
            "\\\\",
            "\\/",
            "\\u00e9",
            "\\ud83d\\ude00",
            "\\ud83d",
            "\\ude00\\u0041",
            "{\\\"content\\\":\\\"no\\\"}",
            "data: ",
            "\u007f",
            "]",
            "}",
            ",",
            "\\b\\f\\r\\t",
            "12345678");
    private static final List<String> ENDS = List.of("\n", "\r\n", "\r");

    private final Random random;
    private final StringBuilder out = new StringBuilder();

    private RandomEvents(long seed) {
        random = new Random(seed);
    }

    static byte[] stream(long seed) {
        var events = new RandomEvents(seed);
        int count = 1 + events.random.nextInt(8);
        String end = events.pick(ENDS);
        if (events.random.nextInt(8) == 0) {
            events.out.append('\uFEFF');
        }
        String usual = events.usual();
        for (int i = 0; i < count; i++) {
            if (events.random.nextInt(3) == 0) {
                events.unusual(end);
            } else {
                events.out
                        .append("data: ")
                        .append(usual.replace("@", events.string()))
                        .append(end)
                        .append(end);
            }
            if (events.random.nextInt(6) == 0) {
                usual = events.usual();
            }
        }
        return events.out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A chat event in some spacing and key order, with @ for its text. */
    private String usual() {
        String space = random.nextBoolean() ? " " : "";
        List<String> choice = new ArrayList<>(List.of(
                "\"index\":" + space + "0",
                "\"delta\":" + space + "{" + space + "\""
                        + pick(List.of("content", "reasoning", "co\\u006etent", "other")) + "\"" + space + ":\"@\""
                        + space + "}",
                "\"finish_reason\":" + pick(List.of("null", "null", "null", "\"stop\""))));
        Collections.shuffle(choice, random);
        List<String> fields = new ArrayList<>(List.of(
                "\"id\":\"c-" + random.nextInt(3) + "\"",
                "\"decoy\":{\"choices\":[{\"delta\":{\"content\":\"not this\"}}]}",
                "\"choices\":" + space + "[{" + String.join("," + space, choice) + "}]",
                "\"note\":\"\\\"choices\\\":[{\\\"delta\\\":{\\\"content\\\":\\\"nor this\\\"\""));
        Collections.shuffle(fields, random);
        return "{" + String.join("," + space, fields) + "}";
    }

    private void unusual(String end) {
        switch (random.nextInt(6)) {
            case 0 -> out.append(": comment").append(end).append(random.nextBoolean() ? end : "");
            case 1 -> out.append("data: [DONE]").append(end).append(end);
            case 2 ->
                out.append("id: 7")
                        .append(end)
                        .append("retry: 3")
                        .append(end)
                        .append("data")
                        .append(end)
                        .append(end);
            case 3 -> lines(value(0), end);
            case 4 ->
                out.append("event: x")
                        .append(end)
                        .append("data:")
                        .append(value(0))
                        .append(end)
                        .append(end);
            default ->
                out.append("data: {\"choices\":[],\"usage\":{\"prompt_tokens\":")
                        .append(random.nextInt(1000))
                        .append(",\"completion_tokens\":1.5,\"prompt_tokens_details\":{\"cached_tokens\":7}}}")
                        .append(end)
                        .append(end);
        }
    }

    /** Data over several lines, cut where JSON lets white space be. */
    private void lines(String json, String end) {
        out.append("data: ")
                .append(json.replace("§", end + "data: "))
                .append(end)
                .append(end);
    }

    private String value(int depth) {
        return switch (random.nextInt(depth > 4 ? 4 : 7)) {
            case 0 -> "\"" + string() + "\"";
            case 1 -> pick(List.of("0", "12", "3.25", "1e5", "1E+2", "2.5e-3", "123456789012345678901"));
            case 2 -> pick(List.of("true", "false", "null"));
            case 3 -> pick(List.of("{}", "[]", "{ }", "[\t]"));
            case 4 -> "[" + value(depth + 1) + " ," + value(depth + 1) + "]";
            default -> object(depth);
        };
    }

    private String object(int depth) {
        List<String> names = new ArrayList<>(NAMES);
        names.remove(random.nextBoolean() ? "content" : "c\\u006fntent");
        Collections.shuffle(names, random);
        var fields = new ArrayList<String>();
        for (String name : names.subList(0, random.nextInt(5))) {
            fields.add("\"" + name + "\" :" + value(depth + 1));
        }
        return "{" + String.join(", ", fields) + "}";
    }

    private String string() {
        var text = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append(pick(PIECES));
        }
        return text.toString();
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
