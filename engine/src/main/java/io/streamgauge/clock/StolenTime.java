package io.streamgauge.clock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Processor time of the whole machine since it started, in ticks: the first line of {@code /proc/stat}, proc(5).
 *
 * @param total all ticks, of all processors
 * @param stolen those that a hypervisor gave to others
 */
public record StolenTime(long total, long stolen) {
    private static final Path STAT = Path.of("/proc/stat");
    /** user, nice, system, idle, iowait, irq, softirq, steal; guest time is within user time. */
    private static final int FIELDS = 8;

    /** As it is now; zeros where the system does not tell. */
    public static StolenTime now() {
        try (var lines = Files.newBufferedReader(STAT)) {
            return parse(String.valueOf(lines.readLine()));
        } catch (IOException e) {
            return new StolenTime(0, 0);
        }
    }

    static StolenTime parse(String line) {
        String[] fields = line.strip().split(" +", -1);
        if (!fields[0].equals("cpu") || fields.length <= FIELDS) {
            return new StolenTime(0, 0);
        }
        long total = 0;
        for (int i = 1; i <= FIELDS; i++) {
            total += Long.parseLong(fields[i]);
        }
        return new StolenTime(total, Long.parseLong(fields[FIELDS]));
    }

    /** The stolen share of the time since an earlier reading, 0 to 1. */
    public double shareSince(StolenTime earlier) {
        long ticks = total - earlier.total;
        return ticks <= 0 ? 0 : (double) (stolen - earlier.stolen) / ticks;
    }
}
