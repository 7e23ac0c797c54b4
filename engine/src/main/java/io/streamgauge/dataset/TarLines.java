package io.streamgauge.dataset;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a tar file holds as JSON lines, made as it is read. Files one after the other that are called the same up to the first dot are a sample, as
 * WebDataset has them, and make one line: its JSON file's fields, its text, its images, sounds and videos. Files of lines or tables stand for their
 * lines.
 */
final class TarLines extends TableLines {
    private static final FileKind KIND = FileKind.TAR;
    private static final JsonMapper MAPPER = JsonMapper.shared();
    /** What is Base64 in a line is a third longer. */
    private static final long MOST_SAMPLE_BYTES = LineRows.MOST_LINE_BYTES / 2;

    private final TarMembers members;
    private TarMembers.@Nullable Member member;
    private @Nullable LineRows lines;
    private String row = "";
    private boolean hadRow;

    private TarLines(InputStream input) {
        super(KIND);
        members = new TarMembers(input);
    }

    /** Owns the input. */
    static TarLines open(InputStream input) throws IOException {
        var tar = new TarLines(input);
        try {
            tar.member = tar.members.next();
            return tar;
        } catch (IOException | RuntimeException e) {
            tar.close();
            throw told(KIND, e);
        }
    }

    @Override
    boolean advance() throws IOException {
        while (true) {
            var next = lines == null ? sample() : lines.next();
            if (next != null) {
                row = next;
                hadRow = true;
                return true;
            }
            if (lines != null) {
                lines.close();
                lines = null;
                member = members.next();
            } else if (member == null) {
                if (hadRow) {
                    return false;
                }
                throw new Unreadable("no file in this tar file can be used; expected .json, .txt, images, sounds or"
                        + " videos, a sample those of one name, or .jsonl, .parquet and .arrow files");
            } else {
                lines = new LineRows(InputFile.inside(new BufferedInputStream(members.stream())));
            }
        }
    }

    /** The next sample as a line; null before a file of lines and at the end. */
    private @Nullable String sample() throws IOException {
        while (member != null && !holdsLines(member.name())) {
            var key = key(member.name());
            var sample = new Sample(key);
            while (member != null && key(member.name()).equals(key) && !holdsLines(member.name())) {
                sample.add(member, members);
                member = members.next();
            }
            var line = sample.line();
            if (line != null) {
                return line;
            }
        }
        return null;
    }

    private static boolean holdsLines(String name) {
        return !isHidden(name)
                && switch (ending(InputFile.withoutPacking(name))) {
                    case "jsonl", "ndjson", "parquet", "arrow", "feather" -> true;
                    default -> false;
                };
    }

    private static boolean isHidden(String name) {
        return file(name).startsWith(".");
    }

    private static String file(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private static String key(String name) {
        int dot = file(name).indexOf('.');
        return dot < 0 ? name : name.substring(0, name.length() - file(name).length() + dot);
    }

    private static String ending(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    @Override
    void write(JsonGenerator json) throws IOException {
        json.writeRaw(row);
    }

    @Override
    public void close() throws IOException {
        try {
            if (lines != null) {
                lines.close();
            }
        } finally {
            members.close();
        }
    }

    /** Files of one name. */
    private static final class Sample {
        private final String key;
        private final Map<String, List<String>> contents = new LinkedHashMap<>();
        private @Nullable ObjectNode said;
        private long bytes;

        Sample(String key) {
            this.key = key;
        }

        /** Null where none of its files can be used. */
        @Nullable
        String line() {
            if (said == null && contents.isEmpty()) {
                return null;
            }
            var fields = said == null ? MAPPER.createObjectNode() : said;
            // What stands in a file of its own counts, whatever the JSON file says.
            contents.forEach((field, values) ->
                    fields.set(field, MAPPER.valueToTree(values.size() == 1 ? values.getFirst() : values)));
            return fields.toString();
        }

        void add(TarMembers.Member member, TarMembers members) throws IOException {
            var name = member.name();
            var ending = ending(name);
            boolean isText = ending.equals("txt") || ending.equals("text");
            var field = isText ? "text" : MediaSource.field(name);
            if (isHidden(name) || (field == null && !ending.equals("json"))) {
                return;
            }
            if (member.size() > MOST_SAMPLE_BYTES - bytes) {
                throw new IOException("sample " + key + " is longer than " + MOST_SAMPLE_BYTES + " bytes");
            }
            bytes += member.size();
            byte[] content = members.content();
            if (field == null) {
                said = object(name, content);
            } else {
                contents.computeIfAbsent(field, first -> new ArrayList<>())
                        .add(isText ? text(name, content) : MediaSource.dataUrl(name, content));
            }
        }

        private static String text(String name, byte[] content) throws IOException {
            if (TableValue.text(content) instanceof String text) {
                return text.strip();
            }
            throw new Unreadable(name + " in this tar file is no text in UTF-8; write it as such");
        }

        private static ObjectNode object(String name, byte[] content) throws IOException {
            try {
                if (MAPPER.readTree(content) instanceof ObjectNode read) {
                    return read;
                }
            } catch (JacksonException e) {
                throw new Unreadable(name + " in this tar file is " + JsonFields.notJson(e) + "; write it again");
            }
            throw new Unreadable(name + " in this tar file is no JSON object; write one a sample, or lines as .jsonl");
        }
    }
}
