package io.streamgauge.cli;

import io.streamgauge.arrival.DueTimes;
import io.streamgauge.arrival.Replay;
import io.streamgauge.plan.PlanException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads when requests are due: JSON lines whose {@code timestamp} is milliseconds, as payload files and Mooncake's traces have it,
 * or lines that are a time each, in seconds or with a unit. What else a JSON line says is not read.
 */
final class ScheduleFile {
    private static final double NANOS_PER_MILLI = 1e6;

    private ScheduleFile() {}

    /** @throws PlanException with file and line */
    static DueTimes read(Path file, Replay replay) {
        return read(file, replay, false);
    }

    /**
     * The same.
     *
     * @param sessions whether only the first line of each {@code session_id} counts
     */
    static DueTimes read(Path file, Replay replay, boolean sessions) {
        Set<String> begun = new HashSet<>();
        String name = "--schedule-file " + file;
        long[] times = new long[1024];
        int count = 0;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String text = line.replaceFirst("^\\s*#.*", "").strip();
                if (text.isEmpty() || (sessions && !begun.add(session(text, number)))) {
                    continue;
                }
                if (count == times.length) {
                    times = Arrays.copyOf(times, 2 * count);
                }
                times[count] = moment(name + ":" + number + ": ", text);
                if (count > 0 && times[count] < times[count - 1]) {
                    throw new PlanException(
                            name + ":" + number + ": earlier than the line before; sort the file by time");
                }
                count++;
            }
        } catch (IOException e) {
            throw new PlanException(name + ": cannot be read; give a file with a 'timestamp' or a time in each line");
        }
        // Traces often count from some date: without a start, the first moment is it.
        boolean unset = replay.fromNanos() == 0 && count > 0 && times[0] < replay.toNanos();
        Replay used = unset ? new Replay(replay.speed(), times[0], replay.toNanos()) : replay;
        long[] due = used.due(Arrays.copyOf(times, count));
        if (due.length == 0) {
            throw new PlanException(name + ": no moment "
                    + (count == 0 ? "in it" : "between the offsets; it has " + count + " in all"));
        }
        return DueTimes.of(due);
    }

    /** A line without one is a session of its own. */
    private static String session(String line, int number) {
        try {
            return JsonMapper.shared().readTree(line).path("session_id").asString("line-" + number);
        } catch (JacksonException e) {
            return "line-" + number;
        }
    }

    private static long moment(String where, String text) {
        try {
            if (text.startsWith("{")) {
                JsonNode timestamp = JsonMapper.shared().readTree(text).path("timestamp");
                if (!timestamp.isNumber() || timestamp.asDouble() < 0) {
                    throw new PlanException(where + "no 'timestamp' of 0 or more milliseconds");
                }
                return Math.round(timestamp.asDouble() * NANOS_PER_MILLI);
            }
            return new NanosConverter().convert(text);
        } catch (JacksonException e) {
            throw new PlanException(where + "not JSON; give {\"timestamp\": milliseconds}, or a time as 1.5s");
        } catch (TypeConversionException e) {
            throw new PlanException(where + e.getMessage());
        }
    }
}
