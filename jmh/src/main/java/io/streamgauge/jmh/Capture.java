package io.streamgauge.jmh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The bytes of a real server's streamed answer of 1,300 tokens: its head, and its chunks with their framing. Immutable.
 */
public final class Capture {
    /** Chunks at the end that carry the finish reason, usage and {@code [DONE]}, and the empty one. */
    private static final int CLOSING_CHUNKS = 4;

    /** Status line, fields and the empty line. */
    private final byte[] head;

    /** Each with size line, data and line end; the empty last one included. */
    private final List<byte[]> chunks;

    private Capture(byte[] head, List<byte[]> chunks) {
        this.head = head;
        this.chunks = chunks;
    }

    /** llama.cpp's server. */
    public static Capture llamaServer() {
        return parse(resource("llama-server.raw"));
    }

    /** vLLM. */
    public static Capture vllm() {
        return parse(resource("vllm.raw"));
    }

    /** The capture of that name: {@code llama-server} or {@code vllm}. */
    public static Capture named(String name) {
        return parse(resource(name + ".raw"));
    }

    /** The vocabulary of the built-in tokenizer, cl100k_base, in tiktoken's form. */
    public static byte[] builtInVocabulary() {
        return resource("/io/streamgauge/hub/cl100k_base.tiktoken");
    }

    /** Bytes of a file beside this class. */
    static byte[] resource(String name) {
        try (var stream = Capture.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalArgumentException(name + " is not on the class path");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    private static Capture parse(byte[] raw) {
        String text = new String(raw, StandardCharsets.ISO_8859_1);
        int headEnd = text.indexOf("\r\n\r\n") + 4;
        var chunks = new ArrayList<byte[]>();
        int at = headEnd;
        while (at < raw.length) {
            int sizeEnd = text.indexOf("\r\n", at);
            int end = sizeEnd + 2 + Integer.parseInt(text, at, sizeEnd, 16) + 2;
            chunks.add(Arrays.copyOfRange(raw, at, end));
            at = end;
        }
        return new Capture(Arrays.copyOf(raw, headEnd), List.copyOf(chunks));
    }

    /** Status line and fields. */
    public byte[] headBytes() {
        return head;
    }

    /** The first event alone, with its blank line: it opens the message. */
    public byte[] firstEvent() {
        return data(chunks.getFirst());
    }

    /** The whole response. */
    public byte[] response() {
        return response(chunks.size());
    }

    /** The response with at most {@code events} chunks before those that end it: well-formed, and shorter. */
    public byte[] response(int events) {
        return joined(reads(events));
    }

    /** Where each read of {@link #response(int)} ends: the head, then a chunk a read, as a server at work sends them. */
    public int[] readEnds(int events) {
        int[] ends = reads(events).stream().mapToInt(read -> read.length).toArray();
        Arrays.parallelPrefix(ends, Integer::sum);
        return ends;
    }

    private List<byte[]> reads(int events) {
        int closing = chunks.size() - CLOSING_CHUNKS;
        var parts = new ArrayList<byte[]>();
        parts.add(head);
        parts.addAll(chunks.subList(0, Math.min(events, closing)));
        parts.addAll(chunks.subList(closing, chunks.size()));
        return parts;
    }

    /** The events without the framing around them. */
    public byte[] body() {
        return joined(chunks.stream().map(Capture::data).toList());
    }

    /** The usual events alone, one token each: neither the opening nor the closing ones. */
    public byte[] usualEvents() {
        return joined(chunks.subList(1, chunks.size() - CLOSING_CHUNKS).stream()
                .map(Capture::data)
                .toList());
    }

    private static byte[] data(byte[] chunk) {
        int from = 0;
        while (chunk[from] != '\n') {
            from++;
        }
        return Arrays.copyOfRange(chunk, from + 1, chunk.length - 2);
    }

    static byte[] joined(List<byte[]> parts) {
        var all = new byte[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    /** A copy off the heap, where the kernel and the native library have what they read. */
    public static MemorySegment offHeap(byte[] bytes) {
        MemorySegment copy = Arena.ofAuto().allocate(bytes.length, Long.BYTES);
        MemorySegment.copy(bytes, 0, copy, ValueLayout.JAVA_BYTE, 0, bytes.length);
        return copy;
    }
}
