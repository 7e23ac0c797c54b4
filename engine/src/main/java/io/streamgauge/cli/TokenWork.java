package io.streamgauge.cli;

import io.streamgauge.clock.Clock;
import io.streamgauge.tokenizer.Tokenizer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Applies a tokenizer to whole texts or to JSON lines, in order, and keeps account of bytes, tokens and time. */
final class TokenWork {
    /** Lines held at once: memory stays bounded on input of any length. */
    private static final int BATCH_LINES = 4096;

    private final Tokenizer tokenizer;
    private final TokensCommand.Action action;
    private final Clock clock = Clock.monotonic();
    private final JsonMapper json = JsonMapper.shared();
    private long textBytes;
    private long tokens;
    private long nanos;

    TokenWork(Tokenizer tokenizer, TokensCommand.Action action) {
        this.tokenizer = tokenizer;
        this.action = action;
    }

    /** What one input gave: the line to print, and what it weighed. */
    private record Done(String line, long textBytes, long tokens) {}

    void whole(String input, PrintWriter out) {
        long start = clock.nanos();
        Done done = switch (action) {
            case count, encode -> apply(input);
            case decode -> decode(ids(input, "standard input"));
        };
        account(List.of(done), clock.nanos() - start);
        if (action == TokensCommand.Action.decode) {
            out.print(json.readValue(done.line(), String.class));
        } else {
            out.println(done.line());
        }
    }

    void lines(BufferedReader lines, String name, int threads, PrintWriter out) throws IOException {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            long first = 1;
            List<String> batch;
            while (!(batch = read(lines)).isEmpty()) {
                List<JsonNode> parsed = parse(batch, name, first);
                long start = clock.nanos();
                List<Done> done = inOrder(parsed, threads, pool, name, first);
                account(done, clock.nanos() - start);
                done.forEach(it -> out.println(it.line()));
                first += batch.size();
            }
        }
    }

    Map<String, Object> statistics(String engine) {
        double seconds = nanos / 1e9;
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("mb_per_s", seconds == 0 ? 0 : textBytes / 1e6 / seconds);
        line.put("tokens", tokens);
        line.put("seconds", seconds);
        line.put("engine", engine);
        return line;
    }

    private static List<String> read(BufferedReader lines) throws IOException {
        List<String> batch = new ArrayList<>();
        String line;
        while (batch.size() < BATCH_LINES && (line = lines.readLine()) != null) {
            batch.add(line);
        }
        return batch;
    }

    private List<JsonNode> parse(List<String> batch, String name, long first) {
        List<JsonNode> parsed = new ArrayList<>(batch.size());
        for (String line : batch) {
            String where = name + " line " + (first + parsed.size());
            try {
                parsed.add(json.readTree(line));
            } catch (JacksonException e) {
                throw UserError.badInput(where + ": not JSON (" + e.getOriginalMessage() + "); expected " + expected());
            }
        }
        return parsed;
    }

    private List<Done> inOrder(List<JsonNode> parsed, int threads, ExecutorService pool, String name, long first) {
        int share = (parsed.size() + threads - 1) / threads;
        List<Future<List<Done>>> parts = IntStream.range(0, threads)
                .mapToObj(i -> pool.submit(() -> IntStream.range(
                                Math.min(i * share, parsed.size()), Math.min((i + 1) * share, parsed.size()))
                        .mapToObj(k -> line(parsed.get(k), name + " line " + (first + k)))
                        .toList()))
                .toList();
        List<Done> all = new ArrayList<>(parsed.size());
        for (Future<List<Done>> part : parts) {
            try {
                all.addAll(part.get());
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw UserError.failed("interrupted");
            }
        }
        return all;
    }

    private Done line(JsonNode node, String where) {
        if (action == TokensCommand.Action.decode) {
            return decode(ids(node, where));
        }
        JsonNode text = node.isObject() ? node.path("text") : node;
        if (!text.isString()) {
            throw UserError.badInput(where + ": expected " + expected());
        }
        return apply(text.stringValue());
    }

    private String expected() {
        return action == TokensCommand.Action.decode ? "a list of token ids" : "a string or {\"text\": \"…\"}";
    }

    private Done apply(String text) {
        long bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (action == TokensCommand.Action.count) {
            long count = tokenizer.count(text);
            return new Done(Long.toString(count), bytes, count);
        }
        int[] ids = tokenizer.encode(text);
        return new Done(json.writeValueAsString(ids), bytes, ids.length);
    }

    private Done decode(int[] ids) {
        String text = tokenizer.decode(ids);
        return new Done(json.writeValueAsString(text), text.getBytes(StandardCharsets.UTF_8).length, ids.length);
    }

    private int[] ids(String input, String where) {
        String list = input.strip();
        String array = list.startsWith("[") ? list : "[" + list.replaceAll("[\\s,]+", ",") + "]";
        try {
            return ids(json.readTree(array), where);
        } catch (JacksonException e) {
            throw UserError.badInput(where + ": expected a list of token ids, for example [9906, 1917]");
        }
    }

    private static int[] ids(JsonNode node, String where) {
        if (!node.isArray() || !node.valueStream().allMatch(JsonNode::canConvertToInt)) {
            throw UserError.badInput(where + ": expected a list of token ids, for example [9906, 1917]");
        }
        return node.valueStream().mapToInt(JsonNode::intValue).toArray();
    }

    private void account(List<Done> done, long tookNanos) {
        nanos += tookNanos;
        for (Done it : done) {
            textBytes += it.textBytes();
            tokens += it.tokens();
        }
    }
}
