package io.streamgauge.sse;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one event told, in a form that both the reader and the oracle can be asked for. */
record Told(String kind, List<String> texts, Map<String, String> fields) {
    static final String DONE = "done";
    static final String EMPTY = "empty";
    static final String JSON = "json";
    static final String MALFORMED = "malformed";

    static Told of(String kind) {
        return new Told(kind, List.of(), Map.of());
    }

    /** Reads a stream that is cut before each of the given positions, in memory of its own for each piece. */
    static List<Told> by(EventReader reader, TextPaths paths, byte[] stream, int... cuts) {
        reader.begin(paths);
        var told = new ArrayList<Told>();
        int from = 0;
        int[] ends = Arrays.copyOf(cuts, cuts.length + 1);
        ends[cuts.length] = stream.length;
        for (int end : ends) {
            try (Arena arena = Arena.ofConfined()) {
                if (!piece(reader, arena, Arrays.copyOfRange(stream, from, end), told)) {
                    return told;
                }
            }
            from = end;
        }
        add(reader, reader.finish(), MemorySegment.NULL, told);
        return told;
    }

    private static boolean piece(EventReader reader, Arena arena, byte[] bytes, List<Told> told) {
        // Poison around the piece shows any look beyond its ends.
        MemorySegment segment = arena.allocate(bytes.length + 32).fill((byte) '"');
        MemorySegment.copy(MemorySegment.ofArray(bytes), 0, segment, 16, bytes.length);
        int at = 16;
        int to = 16 + bytes.length;
        while (at < to) {
            EventReader.Kind kind = reader.read(segment, at, to);
            if (kind == EventReader.Kind.MALFORMED) {
                told.add(of(MALFORMED));
                return false;
            }
            add(reader, kind, segment, told);
            at = reader.position();
        }
        return true;
    }

    private static void add(EventReader reader, EventReader.Kind kind, MemorySegment bytes, List<Told> told) {
        switch (kind) {
            case NONE -> {}
            case MALFORMED -> told.add(of(MALFORMED));
            case DONE -> told.add(of(DONE));
            case EMPTY -> told.add(of(EMPTY));
            case TEXT ->
                told.add(new Told(JSON, text(reader.textKind(), bytes, reader.textFrom(), reader.textTo()), Map.of()));
            case FIELDS -> told.add(fields(reader));
        }
    }

    private static List<String> text(TextKind kind, MemorySegment bytes, int from, int to) {
        return from == to ? List.of() : List.of(kind + " " + JsonText.string(bytes, from, to));
    }

    private static Told fields(EventReader reader) {
        TextFinder found = reader.finder();
        MemorySegment data = reader.data();
        var texts = new ArrayList<String>();
        for (int i = 0; i < found.texts(); i++) {
            texts.addAll(text(found.textKind(i), data, found.textFrom(i), found.textTo(i)));
        }
        var fields = new TreeMap<String, String>();
        if (found.hasFinishReason()) {
            fields.put("finish", JsonText.string(data, found.finishReasonFrom(), found.finishReasonTo()));
        }
        if (found.hasError()) {
            fields.put("error", "");
        }
        if (found.hasMessage()) {
            fields.put("message", JsonText.string(data, found.messageFrom(), found.messageTo()));
        }
        for (UsageField field : UsageField.values()) {
            if (found.usage(field) >= 0) {
                fields.put("usage" + field.index(), Long.toString(found.usage(field)));
            }
        }
        return new Told(JSON, texts, fields);
    }
}
