package io.streamgauge.cli;

import io.streamgauge.dataset.DatasetFormat;
import io.streamgauge.dataset.DatasetOptions;
import io.streamgauge.dataset.DatasetOptions.FileOrder;
import io.streamgauge.dataset.DatasetOptions.Invalid;
import io.streamgauge.dataset.InputFile;
import io.streamgauge.dataset.TraceShape;
import io.streamgauge.dataset.TraceTiming;
import io.streamgauge.metrics.Subject;
import io.streamgauge.plan.FilePlan;
import io.streamgauge.plan.InputPlan;
import io.streamgauge.prompt.CorpusKind;
import io.streamgauge.prompt.Lengths;
import io.streamgauge.prompt.MediaShape;
import io.streamgauge.prompt.RankingShape;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns the options on what requests carry into its plan, noting every contradiction. */
final class InputReader {
    private static final String SYNTHETIC = "synthetic:";
    private static final String PAYLOAD = "payload:";

    /** AIPerf's names for what has another one here. */
    private static final Map<String, DatasetFormat> FOREIGN_NAMES = Map.ofEntries(
            Map.entry("single_turn", DatasetFormat.JSONL),
            Map.entry("random_pool", DatasetFormat.JSONL),
            Map.entry("multi_turn", DatasetFormat.MULTI_TURN),
            Map.entry("dag_jsonl", DatasetFormat.DAG),
            Map.entry("mooncake_trace", DatasetFormat.PAYLOAD),
            Map.entry("mooncake", DatasetFormat.PAYLOAD),
            Map.entry("trace_minimal", DatasetFormat.PAYLOAD),
            Map.entry("raw_payload", DatasetFormat.RAW_PAYLOAD),
            Map.entry("inputs_json", DatasetFormat.INPUTS_JSON),
            Map.entry("burst_gpt_trace", DatasetFormat.BURSTGPT),
            Map.entry("burst_gpt", DatasetFormat.BURSTGPT),
            Map.entry("bailian_trace", DatasetFormat.BAILIAN),
            Map.entry("baseten_trace", DatasetFormat.BASETEN),
            Map.entry("sagemaker_data_capture", DatasetFormat.SAGEMAKER),
            Map.entry("weka_trace", DatasetFormat.WEKA),
            Map.entry("tracelab_trace", DatasetFormat.TRACELAB),
            Map.entry("opentelemetry", DatasetFormat.OTEL),
            Map.entry("otel_trace", DatasetFormat.OTEL));

    private final InputOptions input;
    private final FileOptions file;
    private final MediaOptions media;
    private final LengthOptions lengths;
    private final Problems problems;

    InputReader(ProfileOptions options, Problems problems) {
        this.input = options.input;
        this.file = options.file;
        this.media = options.media;
        this.lengths = options.lengths;
        this.problems = problems;
    }

    /** @param subject what the endpoint's requests are about */
    InputPlan plan(Subject subject) {
        int textBatch = problems.positive("--batch-size-text", input.textBatch, 1);
        CorpusKind corpus = corpus();
        String given = file.inputFile;
        boolean fromFile = given != null && !given.startsWith(SYNTHETIC);
        if (!fromFile) {
            boolean order = !file.order.equals("sequential");
            problems.addIf(
                    file.format != null
                            || order
                            || file.skipInvalid
                            || file.maxInputTokens != null
                            || file.blockTokens != null,
                    "--input-format, --file-order, --skip-invalid, --max-input-tokens and --isl-block-size mean nothing"
                            + " without --input-file");
            problems.addIf(
                    file.thinkTimesOnly || file.idleGapSeconds != null,
                    "--use-think-time-only and --trace-idle-gap-cap-seconds mean nothing without --input-file, a trace of agents");
            problems.addIf(
                    file.shapeGiven(),
                    "--synthesis options mean nothing without --input-file, a trace whose lengths they change");
        } else {
            problems.addIf(
                    input.inputTokensMean != null || input.inputTokensStddev != 0,
                    "--isl and --input-file: a file's prompts have the lengths they have; give one of the two");
            problems.addIf(
                    lengths.input != null || lengths.inputMin != null || lengths.inputMax != null,
                    "--isl-distribution, --prompt-tokens-min, --prompt-tokens-max and --input-file: a file's prompts have the"
                            + " lengths they have; --max-input-tokens leaves too long ones out");
            problems.addIf(
                    input.textBatch != null,
                    "--batch-size-text and --input-file: a line with several texts is one request of several; give one of the two");
        }
        MediaShape shape = new MediaReader(media, problems).shape(subject, fromFile);
        problems.addIf(
                !shape.isNothing() && textBatch > 1,
                "--batch-size-text and images, sounds or videos: a request with them carries one text; give one of the two");
        FilePlan plan = fromFile ? filePlan(given, corpus) : null;
        problems.addIf(
                media.stripsImages && !fromFile && shape.images().count() == 0,
                "--uuid-and-strip: no request carries an image; give --image-width-mean, or an --input-file with images");
        return new InputPlan(
                plan,
                textBatch,
                rankings(subject, textBatch, fromFile),
                shape,
                input.cacheBust,
                media.stripsImages,
                corpus);
    }

    private RankingShape rankings(Subject subject, int passages, boolean fromFile) {
        Integer query = input.rankingsQueryTokens;
        Double spread = input.rankingsQueryStddev;
        boolean made = subject == Subject.RANKINGS && !fromFile;
        problems.addIf(
                !made && (input.rankingsPassagesStddev != null || query != null || spread != null),
                "--rankings options mean nothing without an --endpoint-type of rankings, whose queries and passages are made;"
                        + " leave them out");
        problems.needs(
                "--rankings-query-prompt-token-mean", query != null, "--rankings-query-prompt-token-stddev", spread);
        int mean = problems.positive("--rankings-query-prompt-token-mean", query, 1);
        return new RankingShape(
                new Lengths.Normal(
                        passages, problems.notNegative("--rankings-passages-stddev", input.rankingsPassagesStddev)),
                query == null
                        ? null
                        : new Lengths.Normal(
                                mean, problems.notNegative("--rankings-query-prompt-token-stddev", spread)));
    }

    private CorpusKind corpus() {
        problems.addIf(
                !input.randomCorpusStyle.equalsIgnoreCase("vllm"),
                "--random-corpus-style '" + input.randomCorpusStyle
                        + "': use vllm; no prompt is made of special tokens, and --random-range-ratio is vLLM's");
        return problems.oneOf("--prompt-corpus", input.promptCorpus, CorpusKind.SONNET);
    }

    private @Nullable FilePlan filePlan(@Nullable String given, CorpusKind corpus) {
        String text = String.valueOf(given);
        boolean payload = text.startsWith(PAYLOAD);
        Path path;
        try {
            path = Path.of(payload ? text.substring(PAYLOAD.length()) : text);
        } catch (InvalidPathException e) {
            problems.add("--input-file '" + text + "': no path can be so called");
            return null;
        }
        problems.addIf(!InputFile.exists(path), "--input-file " + path + ": there is no such file");
        problems.addIf(
                payload && file.format != null,
                "--input-format and --input-file payload:…: the file's format is said twice; give one of the two");
        int most = file.maxInputTokens == null ? 0 : problems.positive("--max-input-tokens", file.maxInputTokens, 1);
        int block = file.blockTokens == null ? 0 : problems.positive("--isl-block-size", file.blockTokens, 1);
        DatasetFormat format = payload ? DatasetFormat.PAYLOAD : format();
        Invalid invalid = file.skipInvalid ? Invalid.SKIP : Invalid.FAIL;
        DatasetOptions options = new DatasetOptions(format, invalid, most, block, order(), shape(), corpus, timing());
        int mostRequests = input.numPrompts == null ? 0 : problems.positive("--num-prompts", input.numPrompts, 1);
        return new FilePlan(path, options, mostRequests);
    }

    private TraceShape shape() {
        return new TraceShape(
                factor("--synthesis-prefix-len-multiplier", file.prefixLength),
                problems.positive("--synthesis-prefix-root-multiplier", file.prefixRoots, 1),
                factor("--synthesis-prompt-len-multiplier", file.promptLength),
                factor("--synthesis-output-len-multiplier", file.outputLength),
                file.mostInput == null ? 0 : problems.positive("--synthesis-max-isl", file.mostInput, 1),
                file.mostOutput == null ? 0 : problems.positive("--synthesis-max-osl", file.mostOutput, 1));
    }

    private TraceTiming timing() {
        Double idle = file.idleGapSeconds;
        boolean usable = idle == null || idle >= 0;
        problems.addIf(!usable, "--trace-idle-gap-cap-seconds " + idle + ": give 0 or more");
        return new TraceTiming(file.thinkTimesOnly, idle == null || !usable ? Double.POSITIVE_INFINITY : idle);
    }

    private double factor(String option, @Nullable Double given) {
        boolean usable = given == null || (given > 0 && given <= 1000);
        problems.addIf(!usable, option + " " + given + ": give a number above 0, 1000 at most");
        return given == null || !usable ? 1 : given;
    }

    /** AIPerf's pool: lines that are drawn with replacement. */
    private boolean isPool() {
        return file.format != null && foreignName(file.format).equals("random_pool");
    }

    /** AIPerf's names come with hyphens too. */
    private static String foreignName(String name) {
        return name.toLowerCase(Locale.ROOT).replace('-', '_');
    }

    private @Nullable DatasetFormat format() {
        if (file.format == null) {
            return null;
        }
        String name = file.format.toLowerCase(Locale.ROOT);
        if (FOREIGN_NAMES.containsKey(foreignName(name))) {
            return FOREIGN_NAMES.get(foreignName(name));
        }
        for (DatasetFormat format : DatasetFormat.values()) {
            if (format.key().equals(name)) {
                return format;
            }
        }
        problems.add("--input-format '" + file.format + "': use "
                + Arrays.stream(DatasetFormat.values()).map(DatasetFormat::key).collect(Collectors.joining(", ")));
        return null;
    }

    /** A pool is drawn from, whatever order was asked for. */
    private FileOrder order() {
        if (isPool()) {
            return FileOrder.RANDOM;
        }
        return problems.oneOf("--file-order", file.order, FileOrder.SEQUENTIAL);
    }
}
