package io.streamgauge.record;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Turns one line of a record file into a record, or into null when it is none. Reusable, one thread. */
final class RecordParser {
    private static final Map<String, Phase> PHASES = byKey(Phase.values(), Phase::key);
    private static final Map<String, Status> STATUSES = byKey(Status.values(), Status::key);
    private static final Map<String, Stamp> STAMPS = byKey(Stamp.values(), Stamp::key);

    private final JsonFactory json = new JsonFactory();
    private final DeltaEncoder tokens = new DeltaEncoder();

    private static <E> Map<String, E> byKey(E[] values, Function<E, String> key) {
        var map = new HashMap<String, E>();
        Arrays.stream(values).forEach(value -> map.put(key.apply(value), value));
        return Map.copyOf(map);
    }

    @Nullable
    RequestRecord parse(byte[] line, int length) {
        try (var in = json.createParser(ObjectReadContext.empty(), line, 0, length)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            var fields = new Fields();
            for (String key = in.nextName(); key != null; key = in.nextName()) {
                in.nextToken();
                read(key, in, fields);
            }
            boolean whole = in.currentToken() == JsonToken.END_OBJECT && in.nextToken() == null;
            return whole ? fields.toRecord() : null;
        } catch (JacksonException | IllegalArgumentException | ArithmeticException notARecord) {
            // The caller counts the line.
            return null;
        } finally {
            tokens.finish();
        }
    }

    private void read(String key, JsonParser in, Fields fields) {
        switch (key) {
            case "request" -> fields.request = in.getIntValue();
            case "phase" -> fields.phase = PHASES.get(in.getString());
            case "response_id" -> fields.responseId = text(in);
            case "status" -> fields.status = STATUSES.get(in.getString());
            case "http_status" -> fields.httpStatus = (int) number(in, 0);
            case "error" -> fields.error = text(in);
            case "due_ns" -> fields.due = number(in, RequestRecord.ABSENT);
            case "sent_ns" -> fields.sent = number(in, RequestRecord.ABSENT);
            case "first_byte_ns" -> fields.firstByte = number(in, RequestRecord.ABSENT);
            case "token_ns" -> fields.tokenTimes = tokenTimes(in);
            case "end_ns" -> fields.end = number(in, RequestRecord.ABSENT);
            case "isl" -> fields.isl = in.getIntValue();
            case "osl" -> fields.osl = in.getIntValue();
            case "usage" -> fields.usage = usage(in);
            case "first_answer_ns" -> fields.firstAnswer = number(in, RequestRecord.ABSENT);
            case "coalesced" -> fields.coalesced = in.getIntValue();
            case "stamp" -> fields.stamp = STAMPS.get(in.getString());
            case "connect_ns" -> fields.connect = in.getLongValue();
            case "finish_reason" -> fields.finishReason = text(in);
            case "retries" -> fields.retries = in.getIntValue();
            case "images" -> fields.images = in.getIntValue();
            case "session" -> fields.session = text(in);
            case "turn" -> fields.turn = in.getIntValue();
            case "turns" -> fields.turns = in.getIntValue();
            default -> in.skipChildren();
        }
    }

    private static @Nullable String text(JsonParser in) {
        return switch (in.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> in.getString();
            default -> throw new IllegalArgumentException("not a string");
        };
    }

    private static long number(JsonParser in, long whenNull) {
        return in.currentToken() == JsonToken.VALUE_NULL ? whenNull : in.getLongValue();
    }

    private TokenTimes tokenTimes(JsonParser in) {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw new IllegalArgumentException("token_ns is not an array");
        }
        while (in.nextToken() != JsonToken.END_ARRAY) {
            tokens.add(in.getLongValue());
        }
        return tokens.finish();
    }

    private static @Nullable Usage usage(JsonParser in) {
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw new IllegalArgumentException("usage is not an object");
        }
        long prompt = Usage.UNSAID;
        long completion = Usage.UNSAID;
        long cached = Usage.UNSAID;
        long reasoning = Usage.UNSAID;
        for (String key = in.nextName(); key != null; key = in.nextName()) {
            in.nextToken();
            switch (key) {
                case "prompt_tokens" -> prompt = number(in, Usage.UNSAID);
                case "completion_tokens" -> completion = number(in, Usage.UNSAID);
                case "cached_tokens" -> cached = number(in, Usage.UNSAID);
                case "reasoning_tokens" -> reasoning = number(in, Usage.UNSAID);
                default -> in.skipChildren();
            }
        }
        return new Usage(prompt, completion, cached, reasoning);
    }

    /** The values of a line, as they come. */
    private static final class Fields {
        private int request = -1;
        private @Nullable Phase phase;
        private @Nullable String responseId;
        private @Nullable Status status;
        private int httpStatus;
        private @Nullable String error;
        private long due = RequestRecord.ABSENT;
        private long sent = RequestRecord.ABSENT;
        private long firstByte = RequestRecord.ABSENT;
        private @Nullable TokenTimes tokenTimes;
        private long end = RequestRecord.ABSENT;
        private int isl = -1;
        private int osl = -1;
        private @Nullable Usage usage;
        private long firstAnswer = RequestRecord.ABSENT;
        private int coalesced;
        private @Nullable Stamp stamp = Stamp.USER;
        private long connect;
        private @Nullable String finishReason;
        private int retries;
        private int images;
        private @Nullable String session;
        private int turn;
        private int turns;

        private @Nullable RequestRecord toRecord() {
            if (phase == null || status == null || tokenTimes == null || stamp == null) {
                return null;
            }
            return new RequestRecord(
                    request,
                    phase,
                    responseId,
                    status,
                    httpStatus,
                    error,
                    due,
                    sent,
                    firstByte,
                    tokenTimes,
                    firstAnswer,
                    end,
                    isl,
                    osl,
                    usage,
                    coalesced,
                    stamp,
                    connect,
                    finishReason,
                    retries,
                    images,
                    session == null ? null : new SessionTurn(session, turn, turns));
        }
    }
}
