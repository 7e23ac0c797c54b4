package io.streamgauge.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** The rows of a table of an SQLite database as JSON lines, made as they are read: some pages are in memory, and one row. */
final class SqliteLines extends TableLines {
    private static final FileKind KIND = FileKind.SQLITE;
    private static final Set<String> ENDINGS = Set.of("db", "sqlite", "sqlite3");
    private static final int HEADER_BYTES = 100;
    private static final int MOST_COLUMNS = 32_767;

    private final FileChannel channel;
    private final Charset charset;
    private final SqliteTable table;
    private final SqliteTree tree;
    private ByteBuffer row = ByteBuffer.allocate(0);

    private SqliteLines(FileChannel channel, @Nullable String wanted) throws IOException {
        super(KIND);
        this.channel = channel;
        var header = ByteBuffer.allocate(HEADER_BYTES);
        if (channel.size() < HEADER_BYTES) {
            throw new IOException("it is cut off");
        }
        FilePart.read(channel, header, 0);
        int size = Short.toUnsignedInt(header.getShort(16));
        int pageBytes = size == 1 ? 1 << 16 : size;
        int reserved = header.get(20) & 0xff;
        if (Integer.bitCount(pageBytes) != 1 || pageBytes < 512 || pageBytes - reserved < 480) {
            throw new IOException("it has pages of " + pageBytes + " bytes");
        }
        // What is said of the length counts where the last to write it says so, too.
        if (header.getInt(24) == header.getInt(92)
                && Integer.toUnsignedLong(header.getInt(28)) > channel.size() / pageBytes) {
            throw new IOException("it is cut off");
        }
        charset = switch (header.getInt(56)) {
            case 0, 1 -> StandardCharsets.UTF_8;
            case 2 -> StandardCharsets.UTF_16LE;
            case 3 -> StandardCharsets.UTF_16BE;
            default -> throw new IOException("it has texts of encoding " + header.getInt(56));
        };
        var tables = tables(new SqliteTree(channel, pageBytes, reserved, 1));
        table = chosen(tables, wanted);
        tree = new SqliteTree(channel, pageBytes, reserved, table.root());
    }

    /** What is beside the file is not in it yet. */
    static SqliteLines open(NamedTable named) throws IOException {
        var file = named.file();
        for (var ending : List.of("-wal", "-journal")) {
            var beside = file.resolveSibling(file.getFileName() + ending);
            if (Files.exists(beside) && Files.size(beside) > 0) {
                throw new Unreadable("it is an SQLite database that another program writes, or left unfinished in "
                        + beside.getFileName() + "; close it there, or copy it: sqlite3 " + file.getFileName()
                        + " \"VACUUM INTO 'copy.db'\"");
            }
        }
        return open(FileChannel.open(file), named.table());
    }

    /**
     * Owns the file, and closes it where it cannot be read.
     *
     * @param wanted the table's name; null where there is only one
     */
    static SqliteLines open(FileChannel channel, @Nullable String wanted) throws IOException {
        try {
            return new SqliteLines(channel, wanted);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw told(KIND, e);
        }
    }

    /** Of a file that begins as none: an encrypted one has nothing else to be known by than its name. */
    static void expectNoneIn(Path file) throws Unreadable {
        var name = String.valueOf(file.getFileName());
        var ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (name.length() > ending.length() && ENDINGS.contains(ending)) {
            throw new Unreadable("it does not begin as an SQLite database, as ." + ending
                    + " says that it is; where it is encrypted, write it without, as by SQLCipher's sqlcipher_export");
        }
    }

    /** A table by its name, the page that it begins on, and the statement that made it. */
    private record Described(String name, long root, String statement) {}

    private List<Described> tables(SqliteTree schema) throws IOException {
        var tables = new ArrayList<Described>();
        for (var next = schema.next(); next != null; next = schema.next()) {
            var values = values(next);
            if (values.size() >= 5
                    && "table".equals(values.get(0))
                    && values.get(1) instanceof String name
                    && !name.startsWith("sqlite_")
                    && values.get(3) instanceof Long root
                    && values.get(4) instanceof String statement) {
                tables.add(new Described(name, root, statement));
            }
        }
        tables.sort(Comparator.comparing(Described::name));
        return tables;
    }

    private static SqliteTable chosen(List<Described> tables, @Nullable String wanted) throws IOException {
        var names = tables.stream().map(Described::name).collect(Collectors.joining(", "));
        if (tables.isEmpty()) {
            throw new Unreadable("it is an SQLite database without tables");
        }
        if (wanted == null && tables.size() > 1) {
            throw new Unreadable("it is an SQLite database of several tables; name one behind the file, as FILE#"
                    + tables.getFirst().name() + " (there are " + names + ")");
        }
        for (var described : tables) {
            if (wanted == null || described.name().equalsIgnoreCase(wanted)) {
                if (described.root() == 0) {
                    throw new Unreadable("table \"" + described.name()
                            + "\" of this SQLite database is virtual; copy it: CREATE TABLE copy AS SELECT * FROM \""
                            + described.name() + "\"");
                }
                return SqliteTable.of(described.name(), described.root(), described.statement());
            }
        }
        throw new Unreadable("it is an SQLite database without a table '" + wanted + "'; there are " + names);
    }

    @Override
    boolean advance() throws IOException {
        var next = tree.next();
        if (next == null) {
            return false;
        }
        row = next;
        return true;
    }

    @Override
    void write(JsonGenerator json) throws IOException {
        var values = values(row);
        json.writeStartObject();
        for (int i = 0; i < table.columns().size(); i++) {
            var column = table.columns().get(i);
            if (i >= values.size() && column.hasDefault()) {
                throw new Unreadable(
                        "column \"" + column.name() + "\" of this SQLite database was added with a default that"
                                + " is not in its rows; write them anew: VACUUM");
            }
            var stored = i < values.size() ? values.get(i) : null;
            var value =
                    stored == null && column.kind() == SqliteTable.Kind.ROW_ID ? Long.valueOf(tree.rowId()) : stored;
            if (value != null) {
                json.writeName(column.name());
                write(column, value, json);
            }
        }
        json.writeEndObject();
    }

    private static void write(SqliteTable.Column column, Object value, JsonGenerator json) throws IOException {
        if (column.kind() == SqliteTable.Kind.JSON && value instanceof String text) {
            try {
                json.writeRawValue(JsonMapper.shared().readTree(text).toString());
            } catch (JacksonException e) {
                throw new IOException("a value of column " + column.name() + " is " + JsonFields.notJson(e), e);
            }
        } else {
            TableValue.write(value, json);
        }
    }

    /** What is in a row: how long and of what kind its values are, and then these. */
    private List<@Nullable Object> values(ByteBuffer stored) throws IOException {
        int start = stored.position();
        long length = SqliteTree.number(stored);
        if (length < 1 || length > stored.limit() - start) {
            throw new IOException("a row describes itself in " + length + " bytes");
        }
        var body = stored.slice(start + (int) length, stored.limit() - start - (int) length);
        var values = new ArrayList<@Nullable Object>();
        while (stored.position() < start + length) {
            values.add(value(SqliteTree.number(stored), body));
            if (values.size() > MOST_COLUMNS) {
                throw new IOException("a row has more than " + MOST_COLUMNS + " columns");
            }
        }
        return values;
    }

    private @Nullable Object value(long kind, ByteBuffer body) throws IOException {
        return switch (Math.clamp(kind, -1, 12)) {
            case 0 -> null;
            case 1 -> (long) body.get();
            case 2 -> (long) body.getShort();
            case 3 -> (long) (body.get() << 16 | Short.toUnsignedInt(body.getShort()));
            case 4 -> (long) body.getInt();
            case 5 -> (long) body.getShort() << Integer.SIZE | Integer.toUnsignedLong(body.getInt());
            case 6 -> body.getLong();
            case 7 -> body.getDouble();
            case 8 -> 0L;
            case 9 -> 1L;
            case 12 -> {
                long length = (kind - 12) / 2;
                if (length > body.remaining()) {
                    throw new IOException("a value ends behind its row");
                }
                byte[] bytes = new byte[(int) length];
                body.get(bytes);
                yield kind % 2 == 1 && !charset.equals(StandardCharsets.UTF_8)
                        ? new String(bytes, charset)
                        : TableValue.text(bytes);
            }
            default -> throw new IOException("a value is of kind " + kind);
        };
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
