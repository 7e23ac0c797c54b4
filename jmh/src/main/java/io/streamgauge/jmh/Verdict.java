package io.streamgauge.jmh;

import io.streamgauge.jmh.Part.Measured;
import io.streamgauge.jmh.Part.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether the client is negligible beside a server: each part's cost against its bound, and the loop's share of an answer.
 *
 * @param parts what was measured
 * @param calibrationNanos one hash of an event's bytes on this core ({@link CalibrationBench})
 * @param itlNanos time between two tokens of the server
 */
record Verdict(List<Measured> parts, double calibrationNanos, double itlNanos) {
    /** Most share of an answer's time that the loop may take. */
    static final double MAX_SHARE = 1e-4;

    private static final int ANSWER_TOKENS = 1300;

    Verdict {
        parts = List.copyOf(parts);
    }

    /** One line for each bound that is broken, with the name of the part that broke it. */
    List<String> broken() {
        var broken = new ArrayList<String>();
        for (Measured measured : parts) {
            Part part = measured.part();
            double ratio = measured.nanos() / calibrationNanos;
            if (ratio > part.maxRatio()) {
                broken.add(String.format(
                        Locale.ROOT,
                        "%s: %.1f ns per token is %.3f times the calibration loop's %.1f ns, the bound is %.3f",
                        part.name().strip(),
                        measured.nanos(),
                        ratio,
                        calibrationNanos,
                        part.maxRatio()));
            }
            if (measured.bytes() > part.maxBytes()) {
                broken.add(String.format(
                        Locale.ROOT,
                        "%s: %.2f bytes allocated per token, the bound is %.2f",
                        part.name().strip(),
                        measured.bytes(),
                        part.maxBytes()));
            }
        }
        if (share(nanosOf(Place.LOOP)) > MAX_SHARE) {
            broken.add(String.format(
                    Locale.ROOT,
                    "event loop: %.4f %% of an answer's time, the bound is %.4f %%",
                    100 * share(nanosOf(Place.LOOP)),
                    100 * MAX_SHARE));
        }
        return List.copyOf(broken);
    }

    /** Time per token of all parts in one place, in nanoseconds. */
    double nanosOf(Place place) {
        return parts.stream()
                .filter(measured -> measured.part().place() == place)
                .mapToDouble(Measured::nanos)
                .sum();
    }

    private double share(double nanos) {
        return nanos / itlNanos;
    }

    /** The table for people. */
    String table() {
        var table = new StringBuilder();
        table.append(String.format(
                Locale.ROOT,
                "%-18s %9s %9s %11s %14s %9s %7s %7s%n",
                "part",
                "ns/token",
                "B/token",
                "of a token",
                "µs of 1,300",
                "x loop",
                "bound",
                "bytes"));
        for (Measured measured : parts) {
            table.append(String.format(
                    Locale.ROOT,
                    "%-18s %9.1f %9.2f %9.5f %% %14.1f %9.3f %7.3f %7.2f%n",
                    measured.part().name(),
                    measured.nanos(),
                    measured.bytes(),
                    100 * share(measured.nanos()),
                    measured.nanos() * ANSWER_TOKENS / 1_000,
                    measured.nanos() / calibrationNanos,
                    measured.part().maxRatio(),
                    measured.part().maxBytes()));
        }
        sum(table, "on the loop", nanosOf(Place.LOOP));
        sum(table, "in all", nanosOf(Place.LOOP) + nanosOf(Place.BESIDE));
        table.append(String.format(
                Locale.ROOT,
                "calibration loop: %.1f ns; inter-token latency: %.3f ms%n",
                calibrationNanos,
                itlNanos / 1e6));
        table.append(String.format(
                Locale.ROOT,
                "on the loop: %.5f %% of a %.1f s answer of %,d tokens, the bound is %.3f %%%n",
                100 * share(nanosOf(Place.LOOP)),
                itlNanos * ANSWER_TOKENS / 1e9,
                ANSWER_TOKENS,
                100 * MAX_SHARE));
        table.append(
                String.format(Locale.ROOT, "one core can stamp %,.0f tokens a second%n", 1e9 / nanosOf(Place.LOOP)));
        return table.toString();
    }

    private void sum(StringBuilder table, String name, double nanos) {
        table.append(String.format(
                Locale.ROOT,
                "%-18s %9.1f %9s %9.5f %% %14.1f%n",
                name,
                nanos,
                "",
                100 * share(nanos),
                nanos * ANSWER_TOKENS / 1_000));
    }

    /** The same for programs. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("calibration_nanos", calibrationNanos);
        json.put("itl_nanos", itlNanos);
        json.put("answer_tokens", ANSWER_TOKENS);
        json.put("loop_nanos_per_token", nanosOf(Place.LOOP));
        json.put("loop_share", share(nanosOf(Place.LOOP)));
        json.put("max_loop_share", MAX_SHARE);
        json.put("tokens_per_second_of_one_core", 1e9 / nanosOf(Place.LOOP));
        var rows = json.putArray("parts");
        for (Measured measured : parts) {
            rows.addObject()
                    .put("part", measured.part().name().strip())
                    .put("nanos_per_token", measured.nanos())
                    .put("bytes_per_token", measured.bytes())
                    .put("share_of_token", share(measured.nanos()))
                    .put("micros_per_answer", measured.nanos() * ANSWER_TOKENS / 1_000)
                    .put("ratio", measured.nanos() / calibrationNanos)
                    .put("max_ratio", measured.part().maxRatio())
                    .put("max_bytes", measured.part().maxBytes());
        }
        var failures = json.putArray("broken");
        broken().forEach(failures::add);
        return json;
    }
}
