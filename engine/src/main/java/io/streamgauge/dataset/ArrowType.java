package io.streamgauge.dataset;

import java.io.IOException;
import java.util.List;

/**
 * How a column's values lie in Arrow's buffers, and what they mean.
 *
 * @param width bytes of a value, or of the places where values of any length end; of a list of one length, its elements
 * @param places decimal places of a decimal or, of a moment or time, below the second
 */
record ArrowType(Kind kind, int width, int places) {
    private static final List<Integer> PLACES = List.of(0, 3, 6, 9);

    enum Kind {
        NULL,
        BOOLEAN,
        WHOLE,
        UNSIGNED,
        FLOAT,
        DECIMAL,
        DAY,
        TIME,
        MOMENT,
        /** Text, or bytes. */
        TEXT,
        /** The same, short ones in place and others anywhere in several buffers. */
        VIEW,
        /** Bytes, all of one length. */
        FIXED,
        UUID,
        LIST,
        FIXED_LIST,
        STRUCT,
        MAP;

        boolean isNested() {
            return compareTo(LIST) >= 0;
        }
    }

    /** @param field of the schema */
    static ArrowType of(FlatTable field) throws IOException {
        int number = field.octet(2);
        var type = field.table(3);
        return switch (number) {
            case 1 -> new ArrowType(Kind.NULL, 0, 0);
            case 2 -> whole(type);
            case 3 -> new ArrowType(Kind.FLOAT, 2 << Math.clamp(type.small(0, 0), 0, 2), 0);
            case 4, 5 -> new ArrowType(Kind.TEXT, Integer.BYTES, 0);
            case 6 -> new ArrowType(Kind.BOOLEAN, 0, 0);
            case 7 -> new ArrowType(Kind.DECIMAL, decimal(type.integer(2, 128)), type.integer(1, 0));
            case 8 ->
                type.small(0, 1) == 0
                        ? new ArrowType(Kind.DAY, Integer.BYTES, 0)
                        : new ArrowType(Kind.DAY, Long.BYTES, 0);
            case 9 -> new ArrowType(Kind.TIME, bytes(type.integer(1, 32)), places(type.small(0, 1)));
            case 10 -> new ArrowType(Kind.MOMENT, Long.BYTES, places(type.small(0, 0)));
            case 12 -> new ArrowType(Kind.LIST, Integer.BYTES, 0);
            case 13 -> new ArrowType(Kind.STRUCT, 0, 0);
            case 15 -> new ArrowType(isUuid(field) ? Kind.UUID : Kind.FIXED, positive(type.integer(0, 0)), 0);
            case 16 -> new ArrowType(Kind.FIXED_LIST, positive(type.integer(0, 0)), 0);
            case 17 -> new ArrowType(Kind.MAP, Integer.BYTES, 0);
            case 18 -> new ArrowType(Kind.MOMENT, Long.BYTES, places(type.small(0, 1)));
            case 19, 20 -> new ArrowType(Kind.TEXT, Long.BYTES, 0);
            case 21 -> new ArrowType(Kind.LIST, Long.BYTES, 0);
            case 23, 24 -> new ArrowType(Kind.VIEW, 16, 0);
            default ->
                throw new TableLines.Unreadable("column \"" + field.text(0) + "\" of this Arrow file is of type "
                        + name(number) + "; write it as numbers, texts, lists or structs");
        };
    }

    static ArrowType whole(FlatTable type) throws IOException {
        return new ArrowType(type.octet(1) == 0 ? Kind.UNSIGNED : Kind.WHOLE, bytes(type.integer(0, 0)), 0);
    }

    private static String name(int number) {
        return switch (number) {
            case 11 -> "interval";
            case 14 -> "union";
            case 22 -> "run-end encoded";
            case 25, 26 -> "list view";
            default -> String.valueOf(number);
        };
    }

    private static boolean isUuid(FlatTable field) throws IOException {
        for (var said : field.tables(6)) {
            if (said.text(0).equals("ARROW:extension:name") && said.text(1).equals("arrow.uuid")) {
                return true;
            }
        }
        return false;
    }

    private static int bytes(int bits) throws IOException {
        return switch (bits) {
            case 8, 16, 32, 64 -> bits / Byte.SIZE;
            default -> throw new IOException("it has numbers of " + bits + " bits");
        };
    }

    private static int decimal(int bits) throws IOException {
        return bits == 128 || bits == 256 ? bits / Byte.SIZE : bytes(bits);
    }

    private static int positive(int width) throws IOException {
        if (width < 0 || width > LineRows.MOST_LINE_BYTES) {
            throw new IOException("it has values of " + width + " bytes or elements");
        }
        return width;
    }

    private static int places(int unit) {
        return PLACES.get(unit);
    }
}
