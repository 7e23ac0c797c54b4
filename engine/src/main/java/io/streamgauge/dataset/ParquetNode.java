package io.streamgauge.dataset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a Parquet file says that its rows are made of.
 *
 * @param definition how many things that may be not there are there where it is
 * @param repetition how many lists it is in, itself among them
 * @param first the first column below it
 * @param columns how many there are below it
 * @param leafType null where it is no column
 */
record ParquetNode(
        String name,
        Shape shape,
        int definition,
        int repetition,
        int first,
        int columns,
        List<ParquetNode> children,
        @Nullable ParquetType leafType) {
    private static final int DEEPEST = 64;
    private static final int REQUIRED = 0;
    private static final int REPEATED_FIELD = 2;

    enum Shape {
        LEAF,
        STRUCT,
        /** A list or map that may be not there; its child is repeated. */
        LIST,
        MAP,
        /** Its child comes any number of times. */
        REPEATED
    }

    static ParquetNode of(List<ThriftStruct> elements) throws IOException {
        var reader = new Reader(elements);
        var root = reader.group(reader.elements.get(reader.at++), 0, 0, 0);
        if (root.columns == 0) {
            throw new IOException("it has no column");
        }
        return root;
    }

    ParquetType type() {
        return Objects.requireNonNull(leafType);
    }

    /** All columns below it, in their order. */
    void addLeaves(List<ParquetNode> leaves) {
        if (shape == Shape.LEAF) {
            leaves.add(this);
        }
        for (var child : children) {
            child.addLeaves(leaves);
        }
    }

    /** Takes the tree out of the list in which it is written, each node before its children. */
    private static final class Reader {
        private final List<ThriftStruct> elements;
        private int at;
        private int columns;

        Reader(List<ThriftStruct> elements) {
            this.elements = elements;
        }

        private ParquetNode node(int definition, int repetition, int depth) throws IOException {
            if (at >= elements.size() || depth > DEEPEST) {
                throw new IOException("its columns are not those that it says to have");
            }
            var element = elements.get(at++);
            int field = (int) element.integer(3, REQUIRED);
            int defined = field == REQUIRED ? definition : definition + 1;
            int repeated = field == REPEATED_FIELD ? repetition + 1 : repetition;
            var node = element.integer(5, 0) > 0
                    ? group(element, defined, repeated, depth)
                    : new ParquetNode(
                            name(element),
                            Shape.LEAF,
                            defined,
                            repeated,
                            columns++,
                            1,
                            List.of(),
                            ParquetType.of(element));
            return field == REPEATED_FIELD ? node.wrapped(Shape.REPEATED, node) : node;
        }

        private ParquetNode group(ThriftStruct element, int definition, int repetition, int depth) throws IOException {
            int first = columns;
            var children = new ArrayList<ParquetNode>();
            for (long i = element.integer(5, 0); i > 0; i--) {
                children.add(node(definition, repetition, depth + 1));
            }
            var group = new ParquetNode(
                    name(element),
                    Shape.STRUCT,
                    definition,
                    repetition,
                    first,
                    columns - first,
                    List.copyOf(children),
                    null);
            if (children.size() != 1 || children.getFirst().shape != Shape.REPEATED) {
                return group;
            }
            var repeated = children.getFirst();
            var entry = repeated.children.getFirst();
            if (says(element, 2, 1) || says(element, 2, 2)) {
                return entry.shape == Shape.STRUCT ? group.wrapped(Shape.MAP, repeated) : group;
            }
            if (!says(element, 3, 3)) {
                return group;
            }
            // By the rules of the format for files older than the present way of writing lists.
            boolean isElement = entry.shape != Shape.STRUCT
                    || entry.children.size() > 1
                    || entry.name.equals("array")
                    || entry.name.equals(group.name + "_tuple");
            return group.wrapped(
                    Shape.LIST, isElement ? repeated : repeated.wrapped(Shape.REPEATED, entry.children.getFirst()));
        }

        private static String name(ThriftStruct element) throws IOException {
            return new String(element.bytes(4), StandardCharsets.UTF_8);
        }

        /** Whether it has a meaning, as files say it now or as they did before. */
        private static boolean says(ThriftStruct element, int logical, int converted) throws IOException {
            return element.integer(6, -1) == converted
                    || (element.has(10) && element.struct(10).has(logical));
        }
    }

    /** The same as a shape around one thing. */
    private ParquetNode wrapped(Shape shape, ParquetNode child) {
        return new ParquetNode(name, shape, definition, repetition, first, columns, List.of(child), null);
    }
}
