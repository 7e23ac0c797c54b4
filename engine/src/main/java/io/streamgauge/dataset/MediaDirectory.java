package io.streamgauge.dataset;

import io.streamgauge.prompt.Content;
import io.streamgauge.prompt.Prompt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The images and sounds of a directory, by name: a request each, with the text of the {@code .txt} file of the same name where there is one. */
final class MediaDirectory implements Rows<Path> {
    private final List<Path> files;
    private int read;

    private MediaDirectory(List<Path> files) {
        this.files = files;
    }

    static Dataset open(Path directory, PromptTokens counting, DatasetOptions options) throws IOException {
        List<Path> files = files(directory);
        if (files.isEmpty()) {
            throw new DatasetException(
                    "expected a directory with queries.jsonl and passages.jsonl, with images (png, jpeg, gif,"
                            + " webp) or sounds (wav, mp3), or one for --input-format random_pool, raw-payload or sagemaker");
        }
        if (options.order() != DatasetOptions.FileOrder.SEQUENTIAL) {
            throw new DatasetException("a directory of images and sounds is read by name; expected sequential");
        }
        return new RowDataset<>(directory, new MediaDirectory(files), (file, index) -> entry(file, counting), options);
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file ->
                            Files.isRegularFile(file) && (MediaSource.isImage(file) || MediaSource.isAudio(file)))
                    .sorted()
                    .toList();
        }
    }

    private static Entry entry(Path file, PromptTokens counting) {
        String name = String.valueOf(file.getFileName());
        Content.Media media = MediaSource.isImage(file)
                ? new Content.Media(List.of(MediaSource.image(file, name)), List.of())
                : new Content.Media(List.of(), List.of(MediaSource.audio(file, name)));
        String text = text(file.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".txt"));
        return Entry.of(new Prompt(null, text, counting.of(text), Prompt.OUTPUT_UNSET, media, null));
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file).strip() : "";
        } catch (IOException e) {
            throw new RowException("cannot read " + file.getFileName() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public @Nullable Path next() {
        return read == files.size() ? null : files.get(read++);
    }

    @Override
    public long line() {
        return read;
    }

    @Override
    public void close() {}
}
