package io.streamgauge.cli;

import io.streamgauge.clock.Clock;
import io.streamgauge.tokenizer.ReadOption;
import io.streamgauge.tokenizer.Tokenizer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Applies a tokenizer to whole texts or to JSON lines, in order, and keeps account of bytes, tokens and time. The time is the
 * tokenizer's: reading, JSON and printing are not in it.
 */
final class TokenWork {
    /** Held at once, so that memory stays bounded on input of any length. */
    private static final int BATCH_LINES = 4096;

    private static final long BATCH_CHARS = 8 << 20;

    private static final String TEXT = "a string or {\"text\": \"…\"}";
    private static final String IDS = "a list of token ids, for example [9906, 1917]";

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

    /** One text, or for decoding one list of ids. */
    void whole(MemorySegment input, PrintWriter out) {
        switch (action) {
            case count -> {
                long start = clock.nanos();
                long count = tokenizer.count(input, ReadOption.REPLACE_INVALID_UTF8);
                account(start, input.byteSize(), count);
                out.println(count);
            }
            case encode -> {
                long start = clock.nanos();
                int[] ids = tokenizer.encode(input, ReadOption.REPLACE_INVALID_UTF8);
                account(start, input.byteSize(), ids.length);
                print(ids, out);
            }
            case decode -> {
                byte[] bytes = input.toArray(ValueLayout.JAVA_BYTE);
                int[] ids = ids(new String(bytes, StandardCharsets.UTF_8));
                long start = clock.nanos();
                String text = tokenizer.decode(ids);
                account(start, utf8(text).length, ids.length);
                out.print(text);
            }
        }
    }

    void lines(BufferedReader lines, String name, int threads, PrintWriter out) throws IOException {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            Workers workers = new Workers(pool, threads);
            List<Line> batch;
            long first = 1;
            while (!(batch = read(lines, name, first)).isEmpty()) {
                first = batch.getLast().number() + 1;
                switch (action) {
                    case count -> count(texts(batch), threads, out);
                    case encode -> encode(texts(batch), workers, out);
                    case decode -> decode(batch.stream().map(this::ids).toList(), workers, out);
                }
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

    private void count(List<byte[]> texts, int threads, PrintWriter out) {
        long[] offsets = new long[texts.size() + 1];
        for (int i = 0; i < texts.size(); i++) {
            offsets[i + 1] = offsets[i] + texts.get(i).length;
        }
        int[] counts = new int[texts.size()];
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment joined = arena.allocate(offsets[texts.size()]);
            for (int i = 0; i < texts.size(); i++) {
                MemorySegment.copy(MemorySegment.ofArray(texts.get(i)), 0, joined, offsets[i], texts.get(i).length);
            }
            long start = clock.nanos();
            tokenizer.countBatch(threads, joined, offsets, counts);
            account(
                    start,
                    joined.byteSize(),
                    IntStream.of(counts).asLongStream().sum());
        }
        for (int count : counts) {
            out.println(count);
        }
    }

    private void encode(List<byte[]> texts, Workers workers, PrintWriter out) {
        long start = clock.nanos();
        List<int[]> encoded = workers.each(texts.size(), i -> tokenizer.encode(MemorySegment.ofArray(texts.get(i))));
        account(
                start,
                texts.stream().mapToLong(text -> text.length).sum(),
                encoded.stream().mapToLong(ids -> ids.length).sum());
        encoded.forEach(ids -> print(ids, out));
    }

    private void decode(List<int[]> lists, Workers workers, PrintWriter out) {
        long start = clock.nanos();
        List<String> texts = workers.each(lists.size(), i -> tokenizer.decode(lists.get(i)));
        account(
                start,
                texts.stream().mapToLong(text -> utf8(text).length).sum(),
                lists.stream().mapToLong(ids -> ids.length).sum());
        texts.forEach(text -> out.println(json.writeValueAsString(text)));
    }

    private void account(long startNanos, long bytes, long count) {
        nanos += clock.nanos() - startNanos;
        textBytes += bytes;
        tokens += count;
    }

    private static void print(int[] ids, PrintWriter out) {
        char separator = '[';
        for (int id : ids) {
            out.print(separator);
            out.print(Integer.toUnsignedString(id));
            separator = ',';
        }
        out.println(ids.length == 0 ? "[]" : "]");
    }

    /** A parsed line and where it stood. */
    private record Line(JsonNode value, String file, long number) {
        UserError unlike(String expected) {
            return UserError.badInput(file + " line " + number + ": expected " + expected);
        }
    }

    /** Blank lines are passed over. */
    private List<Line> read(BufferedReader lines, String name, long first) throws IOException {
        List<Line> batch = new ArrayList<>();
        long number = first;
        long chars = 0;
        String line;
        while (batch.size() < BATCH_LINES && chars < BATCH_CHARS && (line = lines.readLine()) != null) {
            if (!line.isBlank()) {
                batch.add(new Line(parsed(line, name, number), name, number));
                chars += line.length();
            }
            number++;
        }
        return batch;
    }

    private JsonNode parsed(String line, String name, long number) {
        try {
            return json.readTree(line);
        } catch (JacksonException e) {
            String expected = action == TokensCommand.Action.decode ? IDS : TEXT;
            throw UserError.badInput(
                    name + " line " + number + ": not JSON (" + e.getOriginalMessage() + "); expected " + expected);
        }
    }

    private static List<byte[]> texts(List<Line> lines) {
        List<byte[]> texts = new ArrayList<>(lines.size());
        for (Line line : lines) {
            JsonNode value = line.value();
            JsonNode text = value.isObject() ? value.path("text") : value;
            if (!text.isString()) {
                throw line.unlike(TEXT);
            }
            texts.add(utf8(text.stringValue()));
        }
        return texts;
    }

    private int[] ids(Line line) {
        if (!isIds(line.value())) {
            throw line.unlike(IDS);
        }
        return numbers(line.value());
    }

    /** Numbers with white space or commas between them, or a JSON list. */
    private int[] ids(String input) {
        String list = input.strip();
        String array = list.startsWith("[") ? list : "[" + list.replaceAll("[\\s,]+", ",") + "]";
        try {
            JsonNode node = json.readTree(array);
            if (isIds(node)) {
                return numbers(node);
            }
        } catch (JacksonException e) {
            // said below
        }
        throw UserError.badInput("standard input: expected " + IDS);
    }

    private static boolean isIds(JsonNode node) {
        return node.isArray() && node.valueStream().allMatch(id -> id.canConvertToInt() && id.intValue() >= 0);
    }

    private static int[] numbers(JsonNode ids) {
        return ids.valueStream().mapToInt(JsonNode::intValue).toArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A share of a batch for each thread. */
    private record Workers(ExecutorService pool, int threads) {
        <T> List<T> each(int count, IntFunction<T> work) {
            int share = (count + threads - 1) / threads;
            List<Future<List<T>>> parts = IntStream.range(0, threads)
                    .mapToObj(part -> pool.submit(() -> IntStream.range(
                                    Math.min(part * share, count), Math.min((part + 1) * share, count))
                            .mapToObj(work)
                            .toList()))
                    .toList();
            List<T> all = new ArrayList<>(count);
            for (Future<List<T>> part : parts) {
                all.addAll(finished(part));
            }
            return all;
        }

        private static <T> List<T> finished(Future<List<T>> part) {
            try {
                return part.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw UserError.failed("interrupted");
            }
        }
    }
}
