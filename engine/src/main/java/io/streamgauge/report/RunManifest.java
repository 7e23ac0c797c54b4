package io.streamgauge.report;

import io.streamgauge.metrics.Definitions;
import io.streamgauge.metrics.MeasuredWindow;
import io.streamgauge.metrics.Slo;
import io.streamgauge.metrics.Stage;
import io.streamgauge.metrics.StageFigures;
import io.streamgauge.metrics.Stages;
import io.streamgauge.metrics.Subject;
import io.streamgauge.metrics.SummaryOptions;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.telemetry.GpuMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code plan.json}: what must be known beside the records to report on a run again.
 *
 * @param subject what was measured, as {@code LLM Metrics}
 * @param stem what the names of the summary files begin with
 * @param streaming whether answers were streamed
 * @param objectives of goodput
 * @param epochOffsetNanos what is added to a monotonic time to make it nanoseconds since 1970
 * @param clock how well the box keeps its wall clock, in words
 * @param window the part of the time that counts; null for all of it
 * @param stages the stages of its rate; null where it has none
 * @param gpuFields further fields of GPUs that were asked for, as lines of a file of DCGM's exporter
 * @param asked what the run was asked to do
 */
public record RunManifest(
        String subject,
        String stem,
        boolean streaming,
        List<Slo> objectives,
        long epochOffsetNanos,
        String clock,
        @Nullable MeasuredWindow window,
        @Nullable Stages stages,
        List<String> gpuFields,
        Asked asked) {
    /** The file's name within the artifact directory. */
    public static final String FILE_NAME = "plan.json";

    private static final int FORMAT = 1;
    private static final String GPU_FIELDS = "gpu_fields";

    public RunManifest {
        objectives = List.copyOf(objectives);
        gpuFields = List.copyOf(gpuFields);
        GpuMetrics.with(gpuFields, GPU_FIELDS);
    }

    /** Options of the run's summary by these definitions. */
    public SummaryOptions summaryOptions(Definitions definitions) {
        return new SummaryOptions(Subject.ofTitle(subject), streaming, objectives, definitions);
    }

    /**
     * Each stage in numbers, by genai-perf's formulas as all files are; none where there are none.
     *
     * @param records those that count
     */
    public List<StageFigures> stageFigures(List<RequestRecord> records) {
        return stages == null ? List.of() : stages.figures(records, summaryOptions(Definitions.GENAI_PERF));
    }

    /** What is taken in of GPUs. */
    GpuMetrics gpuMetrics() {
        return GpuMetrics.with(gpuFields, GPU_FIELDS);
    }

    /** Writes {@code plan.json} into {@code directory}. */
    public void write(Path directory) throws IOException {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("format", FORMAT);
        tree.put("subject", subject);
        tree.put("stem", stem);
        tree.put("streaming", streaming);
        tree.put("goodput", objectives.stream().map(Slo::toString).toList());
        tree.put("epoch_offset_ns", epochOffsetNanos);
        tree.put("clock", clock);
        if (window != null) {
            tree.put("window_from_ns", window.fromNanos());
            tree.put("window_to_ns", window.toNanos());
        }
        if (stages != null) {
            if (stages.startNanos() != RequestRecord.ABSENT) {
                tree.put("stages_start_ns", stages.startNanos());
            }
            tree.put("stages", stages.stages().stream().map(RunManifest::tree).toList());
        }
        if (!gpuFields.isEmpty()) {
            tree.put(GPU_FIELDS, gpuFields);
        }
        tree.put("options", asked.options());
        tree.put("left_out", asked.leftOut());
        tree.put("input_config", asked.inputConfig());
        AtomicFile.write(directory.resolve(FILE_NAME), PrettyJson.of(tree) + "\n");
    }

    private static Map<String, Object> tree(Stage stage) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("from_ns", stage.fromNanos());
        if (stage.toNanos() != Stage.OPEN) {
            tree.put("to_ns", stage.toNanos());
        }
        tree.put("requested_rate", stage.ratePerSecond());
        return tree;
    }

    /**
     * Reads {@code plan.json} of {@code directory}.
     *
     * @throws IOException with one line for the user when it cannot be read, or is none, or is of another version
     */
    public static RunManifest read(Path directory) throws IOException {
        var path = directory.resolve(FILE_NAME);
        if (!Files.exists(path)) {
            throw new IOException(
                    "no " + FILE_NAME + " in " + directory + ": is this the directory of a finished run?");
        }
        try {
            var tree = JsonMapper.shared().readTree(Files.readAllBytes(path));
            int format = tree.path("format").asInt(0);
            if (format != FORMAT) {
                throw new IOException(path + " has format " + format + ", this version reads format " + FORMAT);
            }
            return new RunManifest(
                    tree.required("subject").asString(),
                    tree.required("stem").asString(),
                    tree.required("streaming").asBoolean(),
                    objectives(tree),
                    tree.required("epoch_offset_ns").asLong(),
                    tree.path("clock").asString("unknown"),
                    window(tree),
                    stages(tree),
                    texts(tree, GPU_FIELDS),
                    new Asked(inputConfig(tree), options(tree), texts(tree, "left_out")));
        } catch (JacksonException | IllegalArgumentException broken) {
            throw new IOException(path + " is not a run's plan: " + firstLine(broken), broken);
        }
    }

    private static List<Slo> objectives(JsonNode tree) {
        return tree.path("goodput")
                .valueStream()
                .map(node -> Slo.parse(node.asString()))
                .toList();
    }

    private static @Nullable MeasuredWindow window(JsonNode tree) {
        return tree.has("window_from_ns")
                ? new MeasuredWindow(
                        tree.required("window_from_ns").asLong(),
                        tree.required("window_to_ns").asLong())
                : null;
    }

    private static @Nullable Stages stages(JsonNode tree) {
        return tree.has("stages")
                ? new Stages(
                        tree.path("stages_start_ns").asLong(RequestRecord.ABSENT),
                        tree.path("stages")
                                .valueStream()
                                .map(stage -> new Stage(
                                        stage.required("from_ns").asLong(),
                                        stage.path("to_ns").asLong(Stage.OPEN),
                                        stage.required("requested_rate").asDouble()))
                                .toList())
                : null;
    }

    private static List<String> texts(JsonNode tree, String key) {
        return tree.path(key).valueStream().map(JsonNode::asString).toList();
    }

    private static Map<String, Object> options(JsonNode tree) {
        var options = new LinkedHashMap<String, Object>();
        tree.path("options")
                .properties()
                .forEach(entry ->
                        options.put(entry.getKey(), JsonMapper.shared().treeToValue(entry.getValue(), Object.class)));
        return options;
    }

    private static Map<String, @Nullable Object> inputConfig(JsonNode tree) {
        var config = new LinkedHashMap<String, @Nullable Object>();
        tree.required("input_config")
                .properties()
                .forEach(entry ->
                        config.put(entry.getKey(), JsonMapper.shared().treeToValue(entry.getValue(), Object.class)));
        return config;
    }

    private static String firstLine(Exception e) {
        var message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
