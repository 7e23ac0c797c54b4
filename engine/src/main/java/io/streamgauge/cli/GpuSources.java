package io.streamgauge.cli;

import io.streamgauge.plan.GpuDriver;
import io.streamgauge.plan.PlanException;
import io.streamgauge.telemetry.GpuMetrics;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code --gpu-telemetry} asks for.
 *
 * @param pages of DCGM's exporters
 * @param drivers of GPUs of this machine
 * @param fields further ones, as lines of a file; empty for none
 */
record GpuSources(List<URI> pages, List<GpuDriver> drivers, List<String> fields) {
    private static final String OPTION = "--gpu-telemetry";
    private static final String FIELDS_END = ".csv";
    private static final String EXPORTER = "http://localhost:9400/metrics";

    /**
     * @param given null where the option is not
     * @param variables of the environment
     */
    static GpuSources of(@Nullable List<String> given, Map<String, String> variables, Problems problems) {
        if (given == null) {
            return new GpuSources(List.of(), List.of(), List.of());
        }
        List<URI> pages = new ArrayList<>();
        Set<GpuDriver> drivers = new LinkedHashSet<>();
        List<String> fields = new ArrayList<>();
        boolean anySource = false;
        for (String each : given.stream().filter(text -> !text.isBlank()).toList()) {
            String word = each.strip().toLowerCase(Locale.ROOT);
            GpuDriver.Way way = way(word);
            anySource |= !word.endsWith(FIELDS_END);
            if (way != null) {
                drivers.add(driver(way, variables));
            } else if (!word.endsWith(FIELDS_END)) {
                problems.note(() -> page(each)).ifPresent(pages::add);
            } else if (fields.isEmpty()) {
                problems.note(() -> fields(each)).ifPresent(fields::addAll);
            } else {
                problems.add(OPTION + " " + each + ": one file of fields is read; put them into one");
            }
        }
        if (!anySource) {
            pages.add(URI.create(EXPORTER));
        }
        return new GpuSources(pages, List.copyOf(drivers), fields);
    }

    /** By our names, and by AIPerf's; null for others. */
    private static GpuDriver.@Nullable Way way(String word) {
        return switch (word) {
            case "nvml", "pynvml" -> GpuDriver.Way.NVML;
            case "amd", "amdsmi" -> GpuDriver.Way.AMD;
            default -> null;
        };
    }

    private static GpuDriver driver(GpuDriver.Way way, Map<String, String> variables) {
        return new GpuDriver(
                way,
                switch (way) {
                    case NVML -> variables.getOrDefault("STREAMGAUGE_NVML_LIBRARY", "libnvidia-ml.so.1");
                    case AMD -> variables.getOrDefault("STREAMGAUGE_SYSFS", "/sys");
                });
    }

    /** A word that is nearly a driver's is no host's: hosts have a port, or a dot in their names. */
    private static URI page(String given) {
        String hint = given.strip().matches("[A-Za-z_-]+")
                ? Nearest.hint(given.strip(), List.of("nvml", "pynvml", "amd", "amdsmi"))
                : "";
        if (!hint.isEmpty()) {
            throw new PlanException(OPTION + " '" + given + "': GPUs cannot be read so" + hint
                    + " A host of that name needs a port: " + given.strip() + ":9400");
        }
        return TelemetryReader.page(OPTION, given);
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
