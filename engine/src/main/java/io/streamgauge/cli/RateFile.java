package io.streamgauge.cli;

import io.streamgauge.arrival.RateCurve;
import io.streamgauge.dataset.InputFile;
import io.streamgauge.plan.PlanException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a rate that changes over time: a line for each point, {@code TIME RATE} or {@code TIME,RATE}. A time is seconds, or has its
 * unit; what follows a {@code #} is a comment, and a first line of words is a heading. AIPerf's JSON, a list of points with
 * {@code time_s} and {@code qps}, is read as well. Either may be packed by gzip.
 */
final class RateFile {
    private static final String EXPECTED = "; give a file of 'TIME RATE' lines, as '0 10' and '60s 50'";

    private RateFile() {}

    /** @throws PlanException with file and line */
    static RateCurve read(Path file) {
        List<String> lines;
        try (Reader reader = InputFile.reader(file)) {
            String text = reader.readAllAsString().strip();
            lines = text.startsWith("[") || text.startsWith("{")
                    ? points(file, text)
                    : text.lines().toList();
        } catch (IOException e) {
            throw new PlanException("--request-rate-series " + file + ": " + InputFile.reason(e) + EXPECTED);
        }
        List<Long> at = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceFirst("#.*", "").strip();
            if (line.isEmpty() || (at.isEmpty() && line.matches("[A-Za-z].*"))) {
                continue;
            }
            String[] parts = line.split("\\s*[,;\\s]\\s*", -1);
            String where = "--request-rate-series " + file + ":" + (i + 1) + ": ";
            if (parts.length != 2) {
                throw new PlanException(where + "'" + line + "' is not TIME RATE");
            }
            long nanos = time(where, parts[0]);
            problem(where, at, nanos);
            at.add(nanos);
            rates.add(rate(where, parts[1]));
        }
        try {
            return new RateCurve(
                    at.stream().mapToLong(value -> value).toArray(),
                    rates.stream().mapToDouble(value -> value).toArray());
        } catch (IllegalArgumentException e) {
            throw new PlanException("--request-rate-series " + file + ": " + e.getMessage() + EXPECTED);
        }
    }

    /** A line for each point of a JSON file. */
    private static List<String> points(Path file, String json) {
        try {
            JsonNode root = JsonMapper.shared().readTree(json);
            List<String> lines = new ArrayList<>();
            for (JsonNode point : root.isObject() ? root.path("points") : root) {
                lines.add(point.path("time_s").asString("") + " "
                        + point.path("qps").asString(""));
            }
            return lines;
        } catch (JacksonException e) {
            throw new PlanException("--request-rate-series " + file
                    + ": not JSON; give a list of {\"time_s\": SECONDS, \"qps\": RATE}, or 'TIME RATE' lines");
        }
    }

    private static void problem(String where, List<Long> before, long nanos) {
        if (before.isEmpty() && nanos != 0) {
            throw new PlanException(where + "the first time must be 0");
        }
        if (!before.isEmpty() && nanos < before.getLast()) {
            throw new PlanException(where + "earlier than the line before; give times in order");
        }
    }

    private static long time(String where, String text) {
        try {
            return new NanosConverter().convert(text);
        } catch (TypeConversionException e) {
            throw new PlanException(where + e.getMessage());
        }
    }

    private static double rate(String where, String text) {
        try {
            double rate = Double.parseDouble(text);
            if (rate >= 0 && rate <= 1e9) {
                return rate;
            }
        } catch (NumberFormatException e) {
            throw new PlanException(where + "'" + text + "' is not a rate; give requests a second");
        }
        throw new PlanException(where + "'" + text + "' is not a rate; give 0 or more requests a second");
    }
}
