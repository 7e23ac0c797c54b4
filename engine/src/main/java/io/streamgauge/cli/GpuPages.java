package io.streamgauge.cli;

import io.streamgauge.plan.PlanException;
import io.streamgauge.telemetry.GpuMetrics;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What {@code --gpu-telemetry} asks for.
 *
 * @param pages of DCGM's exporters
 * @param fields further ones, as lines of a file; empty for none
 */
record GpuPages(List<URI> pages, List<String> fields) {
    private static final String OPTION = "--gpu-telemetry";
    private static final String EXPORTER = "http://localhost:9400/metrics";

    /** @param given null where the option is not */
    static GpuPages of(@Nullable List<String> given, Problems problems) {
        if (given == null) {
            return new GpuPages(List.of(), List.of());
        }
        List<URI> pages = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        boolean anyUrl = false;
        for (String each : given.stream().filter(text -> !text.isBlank()).toList()) {
            if (!each.toLowerCase(Locale.ROOT).endsWith(".csv")) {
                anyUrl = true;
                problems.note(() -> TelemetryReader.page(OPTION, each)).ifPresent(pages::add);
            } else if (fields.isEmpty()) {
                problems.note(() -> fields(each)).ifPresent(fields::addAll);
            } else {
                problems.add(OPTION + " " + each + ": one file of fields is read; put them into one");
            }
        }
        if (!anyUrl) {
            pages.add(URI.create(EXPORTER));
        }
        return new GpuPages(pages, fields);
    }

    private static List<String> fields(String file) {
        try {
            List<String> lines = Files.readAllLines(Path.of(file));
            GpuMetrics.with(lines, file);
            return lines;
        } catch (IllegalArgumentException e) {
            throw new PlanException(OPTION + " " + e.getMessage());
        } catch (NoSuchFileException e) {
            throw new PlanException(OPTION + " " + file + ": there is no such file");
        } catch (CharacterCodingException e) {
            throw new PlanException(OPTION + " " + file + ": is not text in UTF-8");
        } catch (IOException e) {
            throw new PlanException(OPTION + " " + file + ": cannot be read (" + e.getMessage() + ")");
        }
    }
}
