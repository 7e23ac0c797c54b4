package io.streamgauge.telemetry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What is taken in of GPUs: what genai-perf does, and the fields of a file in the format of DCGM's exporter, whose lines are
 * {@code FIELD, TYPE, HELP}.
 *
 * @param all in the order of files
 * @param shown those of the table, in its order
 */
public record GpuMetrics(List<GpuMetric> all, List<GpuMetric> shown) {
    /** Each is kept as it went, of each GPU. */
    private static final int MOST_FIELDS = 500;

    /** Those that genai-perf takes in, and prints. */
    public static final GpuMetrics KNOWN = new GpuMetrics(
            GpuMetric.KNOWN,
            List.of(
                    GpuMetric.GPU_POWER_USAGE,
                    GpuMetric.GPU_POWER_LIMIT,
                    GpuMetric.ENERGY_CONSUMPTION,
                    GpuMetric.GPU_MEMORY_USED,
                    GpuMetric.TOTAL_GPU_MEMORY,
                    GpuMetric.GPU_UTILIZATION));

    public GpuMetrics {
        all = List.copyOf(all);
        shown = List.copyOf(shown);
    }

    /** genai-perf's order, and whatever else after it. */
    public static Comparator<GpuMetric> order() {
        return Comparator.comparingInt(metric -> {
            int place = GpuMetric.KNOWN.indexOf(metric);
            return place < 0 ? Integer.MAX_VALUE : place;
        });
    }

    /**
     * With the fields of a file, all of which are shown.
     *
     * @param lines of the file; none for no file
     * @param file as it is called in complaints
     * @throws IllegalArgumentException with one line on the first that makes no sense
     */
    public static GpuMetrics with(List<String> lines, String file) {
        if (lines.isEmpty()) {
            return KNOWN;
        }
        var reader = new Reader(file);
        for (String line : lines) {
            reader.read(line.strip());
        }
        if (reader.byField.isEmpty()) {
            throw new IllegalArgumentException(file
                    + ": no field in it; write lines such as DCGM_FI_DEV_FB_RESERVED, gauge, Memory reserved (in MiB)");
        }
        return new GpuMetrics(reader.all, reader.shown);
    }

    private static final class Reader {
        private static final Pattern FIELD = Pattern.compile("DCGM_FI_(?:DEV_|PROF_)?([A-Z0-9_]+)");
        private static final Pattern UNIT = Pattern.compile("\\(in ([^()]+)\\)", Pattern.CASE_INSENSITIVE);

        private final String file;
        private final List<GpuMetric> all = new ArrayList<>(GpuMetric.KNOWN);
        private final List<GpuMetric> shown = new ArrayList<>(KNOWN.shown());
        private final Map<String, Integer> byField = new HashMap<>();
        private int number;

        Reader(String file) {
            this.file = file;
        }

        void read(String line) {
            number++;
            if (line.isEmpty() || line.startsWith("#")) {
                return;
            }
            // Help may have commas.
            String[] parts = line.split("\\s*,\\s*", 3);
            if (parts.length < 3 || line.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t')) {
                throw bad("expected FIELD, TYPE, HELP");
            }
            String field = parts[0];
            if (!FIELD.matcher(field).matches()) {
                throw bad("field '" + field + "': names of DCGM's fields begin with DCGM_FI_");
            }
            switch (parts[1]) {
                case "gauge", "counter" -> add(field, parts[2].replaceFirst("^\"(.*)\"$", "$1"));
                case "label" -> {} // stands on other series, as labels do
                default -> throw bad("type '" + parts[1] + "': use gauge, counter or label");
            }
            Integer before = byField.putIfAbsent(field, number);
            if (before != null) {
                throw bad(field + " is in line " + before + " already");
            }
            if (byField.size() > MOST_FIELDS) {
                throw bad("more than " + MOST_FIELDS + " fields");
            }
        }

        private IllegalArgumentException bad(String what) {
            return new IllegalArgumentException(file + ":" + number + ": " + what);
        }

        private void add(String field, String help) {
            GpuMetric metric = all.stream()
                    .filter(known -> known.dcgm().series().equals(field))
                    .findFirst()
                    .orElse(null);
            if (metric == null) {
                var unit = UNIT.matcher(help);
                String said = help.replaceFirst("[(.].*", "").strip();
                metric = new GpuMetric(
                        key(field),
                        GpuMetric.name((said.isEmpty() ? field : said).split("\\s+", -1)),
                        unit.find() ? unit.group(1).strip() : "",
                        false,
                        new GpuMetric.Told(field, 1),
                        null);
                all.add(metric);
            }
            if (!shown.contains(metric)) {
                shown.add(metric);
            }
        }

        /** The field's name without what all names begin with, unless that is a key already. */
        private String key(String field) {
            String key = FIELD.matcher(field).replaceFirst("$1").toLowerCase(Locale.ROOT);
            return all.stream().anyMatch(metric -> metric.key().equals(key)) ? field.toLowerCase(Locale.ROOT) : key;
        }
    }
}
