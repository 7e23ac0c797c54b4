package io.streamgauge.record;

import java.util.List;

/**
 * What a record file held.
 *
 * @param records the whole lines, in file order
 * @param tornLines 1 when the last line ends in the middle, as after a kill, else 0
 * @param garbageLines other lines that are no record
 */
public record RecordFile(List<RequestRecord> records, int tornLines, int garbageLines) {
    public RecordFile {
        records = List.copyOf(records);
    }
}
