package io.streamgauge.dataset;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * The rows of an Arrow file as JSON lines, made as they are read: a window of each buffer of each column is in memory, the dictionaries, and one
 * row.
 */
final class ArrowLines extends TableLines {
    private static final FileKind KIND = FileKind.ARROW_STREAM;
    private static final int DICTIONARY = 2;
    private static final int BATCH = 3;
    private static final int MOST_DICTIONARY_BYTES = 2 * LineRows.MOST_LINE_BYTES;
    /** About what a value of a dictionary takes beside its bytes. */
    private static final int VALUE_BYTES = 48;

    private final FileChannel channel;
    private final ArrowMessages messages;
    private final Map<Long, ArrowField> dictionaryFields = new HashMap<>();
    private final Map<Long, List<@Nullable Object>> dictionaries = new HashMap<>();
    private final List<ArrowField> fields;
    private final List<ArrowColumn> columns = new ArrayList<>();
    private long rows;
    private long row;

    private ArrowLines(FileChannel channel, ArrowMessages messages) throws IOException {
        super(KIND);
        this.channel = channel;
        this.messages = messages;
        fields = ArrowField.columns(messages.schema(), dictionaryFields);
        if (fields.isEmpty()) {
            throw new IOException("it has no column");
        }
    }

    /** Owns the file, and closes it where it cannot be read. */
    static ArrowLines openStream(FileChannel channel) throws IOException {
        return open(channel, ArrowMessages::ofStream);
    }

    /** Owns the file, and closes it where it cannot be read. */
    static ArrowLines openFile(FileChannel channel) throws IOException {
        return open(channel, ArrowMessages::ofFile);
    }

    private static ArrowLines open(FileChannel channel, Format format) throws IOException {
        try {
            return new ArrowLines(channel, format.messages(channel));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw told(KIND, e);
        }
    }

    private interface Format {
        ArrowMessages messages(FileChannel channel) throws IOException;
    }

    @Override
    boolean advance() throws IOException {
        row++;
        while (row >= rows) {
            var message = messages.next();
            if (message == null) {
                return false;
            }
            switch (message.kind()) {
                case DICTIONARY -> addDictionary(message);
                case BATCH -> {
                    var batch = message.batch(message.header(), dictionaries);
                    columns.clear();
                    for (var field : fields) {
                        columns.add(new ArrowColumn(field, batch, this));
                    }
                    rows = batch.rows();
                    row = 0;
                }
                default -> throw new IOException("it has a message of kind " + message.kind() + " among its rows");
            }
        }
        return true;
    }

    @Override
    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        ArrowColumn.writeFields(columns, row, json);
        json.writeEndObject();
    }

    private void addDictionary(ArrowMessages.Message message) throws IOException {
        long id = message.header().whole(0);
        var field = dictionaryFields.get(id);
        if (field == null) {
            throw new IOException("no column has dictionary " + id);
        }
        boolean adds = message.header().octet(2) != 0;
        var values = adds ? dictionaries.getOrDefault(id, new ArrayList<>()) : new ArrayList<@Nullable Object>();
        var batch = message.batch(message.header().table(1), dictionaries);
        var column = new ArrowColumn(field, batch, this);
        long bytes = (long) VALUE_BYTES * values.size();
        for (long i = 0; i < batch.rows(); i++) {
            var value = column.value(i);
            bytes += VALUE_BYTES
                    + (value instanceof String text ? text.length() : value instanceof byte[] is ? is.length : 0);
            if (bytes > MOST_DICTIONARY_BYTES) {
                throw new Unreadable("the dictionary of column \"" + field.name()
                        + "\" of this Arrow file is too long; write the column without dictionary");
            }
            values.add(value);
        }
        dictionaries.put(id, values);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
