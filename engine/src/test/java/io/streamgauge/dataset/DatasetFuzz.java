package io.streamgauge.dataset;

import io.streamgauge.dataset.DatasetOptions.FileOrder;
import io.streamgauge.dataset.DatasetOptions.Invalid;
import io.streamgauge.prompt.Corpus;
import io.streamgauge.prompt.SizedPrompts;
import io.streamgauge.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;

/** Any bytes as a file of requests, in a format that the first byte names: requests, or one line of what is wrong. */
public final class DatasetFuzz {
    private static final Tokenizer WORDS = Tokenizer.fromJson("""
            {"version":"1.0","added_tokens":[],"pre_tokenizer":{"type":"WhitespaceSplit"},
             "model":{"type":"WordLevel","vocab":{"[UNK]":0},"unk_token":"[UNK]"}}""".getBytes(StandardCharsets.UTF_8));
    private static final PromptTokens COUNTING = new PromptTokens(WORDS);
    private static final TracePrompts TRACED = new TracePrompts(
            new SizedPrompts(WORDS, Corpus.builtIn(), 1), new TraceShaper(TraceShape.AS_IT_IS, 16, 1, null));
    private static final Path FILE = file();

    private DatasetFuzz() {}

    private static Path file() {
        Path memory = Path.of("/dev/shm");
        try {
            return Files.isWritable(memory)
                    ? Files.createTempFile(memory, "fuzz", ".jsonl")
                    : Files.createTempFile("fuzz", ".jsonl");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@link Dataset#open} does, but for the prompts' source, which takes its time to make. */
    private static Dataset open(DatasetFormat format, DatasetOptions options) throws IOException {
        return switch (format) {
            case TEXT -> new RowDataset<>(FILE, new LineRows(FILE), new TextParser(COUNTING), options);
            case JSONL, PAYLOAD ->
                new RowDataset<>(FILE, new LineRows(FILE), new JsonLineParser(FILE, format, COUNTING, TRACED), options);
            case MULTI_TURN -> {
                var parser = new MultiTurnParser(FILE, COUNTING);
                RowParser<String> last =
                        (row, index) -> parser.turns(row, index).getLast();
                yield new RowDataset<>(FILE, new LineRows(FILE), last, options);
            }
            case OPENAI_BATCH -> new RowDataset<>(FILE, new LineRows(FILE), BodyParser.batchLine(COUNTING), options);
            case RAW_PAYLOAD -> new RowDataset<>(FILE, new LineRows(FILE), BodyParser.line(COUNTING), options);
            case INPUTS_JSON ->
                new RowDataset<>(FILE, JsonRows.open(FILE, "data"), BodyParser.genAiPerfInput(COUNTING), options);
            case SHAREGPT -> new RowDataset<>(FILE, JsonRows.open(FILE, null), new ShareGptParser(COUNTING), options);
            case BURSTGPT, AZURE ->
                new RowDataset<>(FILE, new LineRows(FILE), new TraceParser(format, TRACED), options);
            case WEKA -> {
                var parser = SessionTraces.weka(BlockTexts.UNREAD, options);
                RowParser<JsonNode> last = (row, index) ->
                        parser.turns(row, index).stream().reduce((a, b) -> b).orElse(null);
                yield new RowDataset<>(FILE, SessionTraces.rows(FILE), last, options);
            }
            case TRACELAB, OTEL, DAG -> {
                var grouping = format == DatasetFormat.DAG
                        ? new DagGrouping(new MultiTurnParser(FILE, COUNTING))
                        : SessionTraces.unread(format, options);
                try (var channel = InputFile.placed(FILE)) {
                    SessionGroups.find(FILE, channel, grouping, options);
                }
                RowParser<String> nothing = (row, index) -> null;
                yield new RowDataset<>(FILE, new LineRows(FILE), nothing, options);
            }
            case BAILIAN, BASETEN, SAGEMAKER ->
                new RowDataset<>(FILE, new LineRows(FILE), new RecordedParser(format, COUNTING, TRACED), options);
        };
    }

    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        if (data.length < 1) {
            return;
        }
        int choice = data[0] & 0xff;
        DatasetFormat[] formats = DatasetFormat.values();
        DatasetFormat format = formats[choice % formats.length];
        Invalid invalid = choice < 128 ? Invalid.SKIP : Invalid.FAIL;
        Files.write(FILE, Arrays.copyOfRange(data, 1, data.length));
        DatasetOptions options = new DatasetOptions(format, invalid, 0, 16, FileOrder.SEQUENTIAL);
        try (Dataset dataset = open(format, options)) {
            dataset.readAll();
        } catch (DatasetException e) {
            if (e.getMessage() == null || e.getMessage().isBlank()) {
                throw new IllegalStateException("refused without a reason", e);
            }
        }
    }
}
