package io.streamgauge.cli;

import io.streamgauge.arrival.DueTimes;
import io.streamgauge.arrival.Replay;
import io.streamgauge.dataset.Dataset;
import io.streamgauge.dataset.DatasetException;
import io.streamgauge.dataset.DatasetFormat;
import io.streamgauge.dataset.InputFile;
import io.streamgauge.plan.PlanException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * When requests are due: of JSON lines whose {@code timestamp} is milliseconds, as payload files and Mooncake's traces have it,
 * of CSV traces, or of lines that are a time each, in seconds or with a unit. What else a JSON line says is not read.
 *
 * @param replay the stretch of the recording that they are, and how fast it is played
 */
record ScheduleFile(DueTimes times, Replay replay) {
    private static final double NANOS_PER_MILLI = 1e6;

    /**
     * The moments of a file.
     *
     * @param replay which of them count; without a start the first one is it
     * @param format what the file holds, where it holds requests too and that was said; null where not
     * @param sessions whether only the first line of each {@code session_id} counts
     * @param mostInput longer requests do not count; 0 for no limit
     * @throws PlanException with file and line
     */
    static ScheduleFile read(
            Path file, Replay replay, @Nullable DatasetFormat format, boolean sessions, int mostInput) {
        String name = "--schedule-file " + file;
        long[] times = Dataset.tellsMoments(file, format)
                ? moments(file, format, mostInput)
                : moments(name, file, sessions, mostInput == 0 ? Integer.MAX_VALUE : mostInput);
        // Traces often count from some date: without a start, the first moment is it.
        boolean unset = replay.fromNanos() == 0 && times.length > 0 && times[0] < replay.toNanos();
        Replay used = unset ? new Replay(replay.speed(), times[0], replay.toNanos()) : replay;
        long[] due = used.due(times);
        if (due.length == 0) {
            throw new PlanException(name + ": no moment "
                    + (times.length == 0 ? "in it" : "between the offsets; it has " + times.length + " in all"));
        }
        return new ScheduleFile(DueTimes.of(due), used);
    }

    private static long[] moments(Path file, @Nullable DatasetFormat format, int mostInput) {
        try {
            long[] moments = Dataset.moments(file, format, mostInput);
            for (int i = 1; i < moments.length; i++) {
                if (moments[i] < moments[i - 1]) {
                    throw new PlanException("--schedule-file " + file + ": its request " + (i + 1)
                            + " is earlier than the one before; sort the file by time");
                }
            }
            return moments;
        } catch (DatasetException e) {
            throw new PlanException("--schedule-file " + e.getMessage());
        }
    }

    private static long[] moments(String name, Path file, boolean sessions, int mostInput) {
        Set<String> begun = new HashSet<>();
        long[] times = new long[1024];
        int count = 0;
        try (BufferedReader lines = InputFile.reader(file)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String text = line.replaceFirst("^\\s*#.*", "").strip();
                if (text.isEmpty()
                        || (sessions && !begun.add(session(text, number)))
                        || (mostInput < Integer.MAX_VALUE && inputTokens(text) > mostInput)) {
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
            throw new PlanException(
                    name + ": " + InputFile.reason(e) + "; give a file with a 'timestamp' or a time in each line");
        }
        return Arrays.copyOf(times, count);
    }

    /** What a trace's line says of the length of its prompt; 0 where it says nothing. */
    private static int inputTokens(String line) {
        try {
            return JsonMapper.shared().readTree(line).path("input_length").asInt(0);
        } catch (JacksonException e) {
            return 0;
        }
    }

    /** A line without one is a session of its own. */
    private static String session(String line, int number) {
        try {
            return JsonMapper.shared().readTree(line).path("session_id").asString("line-" + number);
        } catch (JacksonException e) {
            return "line-" + number;
        }
    }

    /** Of a line of several turns it is that of the first which is not the system's. */
    private static JsonNode timestamp(JsonNode line) {
        for (JsonNode turn : line.path("turns")) {
            if (!turn.path("role").asString("").equals("system")) {
                return turn.path("timestamp");
            }
        }
        return line.path("timestamp");
    }

    private static long moment(String where, String text) {
        try {
            if (text.startsWith("{")) {
                JsonNode timestamp = timestamp(JsonMapper.shared().readTree(text));
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
