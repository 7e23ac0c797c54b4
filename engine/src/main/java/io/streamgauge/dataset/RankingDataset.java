package io.streamgauge.dataset;

import io.streamgauge.dataset.DatasetOptions.FileOrder;
import io.streamgauge.prompt.Content;
import io.streamgauge.prompt.Prompt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Two files read side by side: the n-th query ranks the n-th line of passages, or one drawn from the seed another. Ends with the shorter one. */
final class RankingDataset implements Dataset {
    private static final String QUERIES = "queries.jsonl";
    private static final String PASSAGES = "passages.jsonl";

    private final Dataset queries;
    private final Dataset passages;
    private final PromptTokens counting;

    private RankingDataset(Dataset queries, Dataset passages, PromptTokens counting) {
        this.queries = queries;
        this.passages = passages;
        this.counting = counting;
    }

    static RankingDataset open(Path directory, PromptTokens counting, long seed, DatasetOptions options)
            throws IOException {
        var queries = InputFile.perhapsPacked(directory.resolve(QUERIES));
        var passages = InputFile.perhapsPacked(directory.resolve(PASSAGES));
        if (!Files.isRegularFile(queries) || !Files.isRegularFile(passages)) {
            throw new DatasetException("expected " + PASSAGES + " beside " + QUERIES);
        }
        if (options.order() == FileOrder.SHUFFLE) {
            throw new DatasetException("queries and passages are read side by side; expected sequential or random");
        }
        return new RankingDataset(
                new RowDataset<>(queries, lines(queries, seed, options), RankingDataset::texts, options),
                new RowDataset<>(passages, lines(passages, ~seed, options), RankingDataset::texts, options),
                counting);
    }

    private static Rows<String> lines(Path file, long seed, DatasetOptions options) throws IOException {
        return options.order() == FileOrder.RANDOM
                ? IndexedLineRows.open(file, FileOrder.RANDOM, seed)
                : new LineRows(file);
    }

    /** Whether it has queries. */
    static boolean is(Path directory) {
        return Files.exists(InputFile.perhapsPacked(directory.resolve(QUERIES)));
    }

    @Override
    public @Nullable Entry next() {
        var query = queries.next();
        var ranked = passages.next();
        if (query == null || ranked == null) {
            return null;
        }
        var content = new Content.Ranking(
                ((Content.Texts) query.prompt().content()).texts().getFirst(),
                ((Content.Texts) ranked.prompt().content()).texts());
        var all = new ArrayList<>(List.of(content.query()));
        all.addAll(content.passages());
        return Entry.of(new Prompt(null, "", counting.of(all), Prompt.OUTPUT_UNSET, content, null));
    }

    @Override
    public long skipped() {
        return queries.skipped() + passages.skipped();
    }

    @Override
    public void close() {
        try (queries) {
            passages.close();
        }
    }

    private static Entry texts(String line, int index) {
        var row = JsonFields.object(line);
        var value = row.has("text") ? row.path("text") : row.path("text_input");
        var texts = new ArrayList<String>();
        for (JsonNode element : value.isArray() ? value : List.of(value)) {
            if (!element.isString()) {
                throw new RowException("expected \"text\" with a text or several");
            }
            texts.add(element.stringValue());
        }
        if (texts.isEmpty()) {
            throw new RowException("\"text\" is empty");
        }
        return Entry.of(new Prompt(null, "", 0, Prompt.OUTPUT_UNSET, new Content.Texts(texts), null));
    }
}
