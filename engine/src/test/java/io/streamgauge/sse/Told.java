package io.streamgauge.sse;

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

    private static final byte POISON = '"';

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
            if (!piece(reader, Arrays.copyOfRange(stream, from, end), told)) {
                return told;
            }
            from = end;
        }
        add(reader, reader.finish(), new byte[0], told);
        return told;
    }

    private static boolean piece(EventReader reader, byte[] bytes, List<Told> told) {
        // Poison around the piece shows any look beyond its ends, and in its place any look after its time.
        byte[] read = poison(bytes.length + 32);
        System.arraycopy(bytes, 0, read, 16, bytes.length);
        int at = 16;
        int to = 16 + bytes.length;
        while (at < to) {
            EventReader.Kind kind = reader.read(read, at, to);
            if (kind == EventReader.Kind.MALFORMED) {
                told.add(of(MALFORMED));
                return false;
            }
            add(reader, kind, read, told);
            at = reader.position();
        }
        Arrays.fill(read, POISON);
        return true;
    }

    private static byte[] poison(int length) {
        byte[] poison = new byte[length];
        Arrays.fill(poison, POISON);
        return poison;
    }

    private static void add(EventReader reader, EventReader.Kind kind, byte[] bytes, List<Told> told) {
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

    private static List<String> text(TextKind kind, byte[] bytes, int from, int to) {
        return from == to ? List.of() : List.of(kind + " " + JsonText.string(bytes, from, to));
    }

    private static Told fields(EventReader reader) {
        TextFinder found = reader.finder();
        byte[] data = reader.data();
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
