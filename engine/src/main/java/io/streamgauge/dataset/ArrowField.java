package io.streamgauge.dataset;

import io.streamgauge.dataset.ArrowType.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an Arrow file says that a column is made of.
 *
 * @param type of its values, where they are in a dictionary of the values there
 * @param dictionary that its values are places in; null where they are not
 */
record ArrowField(
        String name,
        ArrowType type,
        List<ArrowField> children,
        @Nullable Dictionary dictionary) {
    private static final int DEEPEST = 64;
    private static final int MOST_FIELDS = 100_000;

    /** @param places the type of the numbers that stand for values */
    record Dictionary(long id, ArrowType places) {}

    /**
     * The columns of a schema.
     *
     * @param dictionaries gets the columns whose values are in one, by its number
     */
    static List<ArrowField> columns(FlatTable schema, Map<Long, ArrowField> dictionaries) throws IOException {
        if (schema.small(0, 0) != 0) {
            throw new TableLines.Unreadable("it is a big-endian Arrow file; write it on a little-endian machine");
        }
        return new Reader(dictionaries).fields(schema.tables(1), 0);
    }

    /** Takes the tree out of the tables, of which several may claim the same children. */
    private static final class Reader {
        private final Map<Long, ArrowField> dictionaries;
        private int fields;

        Reader(Map<Long, ArrowField> dictionaries) {
            this.dictionaries = dictionaries;
        }

        List<ArrowField> fields(List<FlatTable> tables, int depth) throws IOException {
            fields += tables.size();
            if (depth > DEEPEST || fields > MOST_FIELDS) {
                throw new IOException("its columns are too many or too deep");
            }
            var read = new ArrayList<ArrowField>();
            for (var table : tables) {
                read.add(field(table, depth));
            }
            return List.copyOf(read);
        }

        private ArrowField field(FlatTable table, int depth) throws IOException {
            var type = ArrowType.of(table);
            var children = fields(table.tables(5), depth + 1);
            var field = new ArrowField(table.text(0), type, children, table.has(4) ? dictionary(table.table(4)) : null);
            field.check();
            if (field.dictionary != null) {
                dictionaries.put(field.dictionary.id, new ArrowField(field.name, type, children, null));
            }
            return field;
        }

        private static Dictionary dictionary(FlatTable encoding) throws IOException {
            var places =
                    encoding.has(1) ? ArrowType.whole(encoding.table(1)) : new ArrowType(Kind.WHOLE, Integer.BYTES, 0);
            return new Dictionary(encoding.whole(0), places);
        }
    }

    private void check() throws IOException {
        boolean fits = switch (type.kind()) {
            case LIST, FIXED_LIST -> children.size() == 1;
            case MAP ->
                children.size() == 1
                        && children.getFirst().type.kind() == Kind.STRUCT
                        && children.getFirst().children.size() == 2;
            case STRUCT -> true;
            default -> children.isEmpty();
        };
        if (!fits) {
            throw new IOException("column " + name + " has " + children.size() + " columns below it");
        }
        if (dictionary != null && type.kind().isNested()) {
            throw new TableLines.Unreadable("column \"" + name
                    + "\" of this Arrow file is a dictionary of lists or structs; write it without dictionary");
        }
    }
}
