package io.streamgauge.record;

/** Any bytes as a line of a record file: a record or none. */
public final class RecordFuzz {
    private static final RecordParser PARSER = new RecordParser();

    private RecordFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        RequestRecord record = PARSER.parse(data, data.length);
        if (record != null) {
            long[] times = record.tokenTimes().toArray();
            if (times.length != record.tokenTimes().count() || !record.equals(PARSER.parse(data, data.length))) {
                throw new IllegalStateException("not the same twice: " + record);
            }
        }
    }
}
