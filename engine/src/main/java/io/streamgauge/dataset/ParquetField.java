package io.streamgauge.dataset;

/**
 * A column of a table that is written.
 *
 * @param required whether every row has it
 */
public record ParquetField(String name, Kind kind, boolean required) {
    /** What its values are. */
    public enum Kind {
        TEXT(ParquetType.Physical.BYTES),
        LONG(ParquetType.Physical.INT64),
        DOUBLE(ParquetType.Physical.DOUBLE);

        private final ParquetType.Physical physical;

        Kind(ParquetType.Physical physical) {
            this.physical = physical;
        }

        /** Its number in files. */
        int number() {
            return physical.ordinal();
        }
    }

    /** As the schema has it. */
    ThriftOutput element() {
        var element = new ThriftOutput()
                .number(1, kind.number())
                .number(3, required ? 0 : 1)
                .text(4, name);
        // Once as a number, which old readers know, and once as a structure, the text of which is the first.
        return kind == Kind.TEXT
                ? element.number(6, 0).struct(10, new ThriftOutput().struct(1, new ThriftOutput()))
                : element;
    }
}
