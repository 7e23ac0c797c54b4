package io.streamgauge.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the files of a directory, and of those below it, hold, in the order of their paths: the lines of {@code .jsonl} files, and
 * {@code .json} files as a row each. Holds the paths.
 */
final class DirectoryRows implements Rows<String> {
    private static final String LINES = ".jsonl";
    private static final String WHOLE = ".json";

    private final List<Path> files;
    private int opened;
    private @Nullable LineRows lines;
    private long line;

    private DirectoryRows(List<Path> files) {
        this.files = files;
    }

    /** @throws DatasetException where it has no such file, or others beside them */
    static DirectoryRows open(Path directory, DatasetFormat format) throws IOException {
        List<String> endings = format == DatasetFormat.RAW_PAYLOAD ? List.of(LINES, WHOLE) : List.of(LINES);
        var files = files(directory);
        for (var file : files) {
            if (endings.stream().noneMatch(ending -> InputFile.nameInside(file).endsWith(ending))) {
                throw new DatasetException(directory.relativize(file) + " is none of its "
                        + endings.stream().collect(Collectors.joining(" and ")) + " files; take it out");
            }
        }
        if (files.isEmpty()) {
            throw new DatasetException("no file in it; expected "
                    + endings.stream().collect(Collectors.joining(" and ")) + " files, packed by gzip or not");
        }
        return new DirectoryRows(files);
    }

    /** The first of its {@code .jsonl} files; null where it has none. */
    static @Nullable Path first(Path directory) throws IOException {
        return files(directory).stream()
                .filter(file -> InputFile.nameInside(file).endsWith(LINES))
                .findFirst()
                .orElse(null);
    }

    /** All but hidden ones, by their paths. */
    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory, FileVisitOption.FOLLOW_LINKS)) {
            return all.filter(file -> Files.isRegularFile(file) && !isHidden(directory.relativize(file)))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static boolean isHidden(Path below) {
        for (Path name : below) {
            if (name.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    @Override
    public @Nullable String next() throws IOException {
        while (true) {
            if (lines == null) {
                if (opened == files.size()) {
                    return null;
                }
                var file = files.get(opened++);
                if (InputFile.nameInside(file).endsWith(WHOLE)) {
                    line = 1;
                    return whole(file);
                }
                lines = new LineRows(file);
            }
            var row = lines.next();
            line = lines.line();
            if (row != null) {
                return row;
            }
            lines.close();
            lines = null;
        }
    }

    private static String whole(Path file) throws IOException {
        try (var input = InputFile.open(file)) {
            byte[] bytes = input.readNBytes(LineRows.MOST_LINE_BYTES + 1);
            if (bytes.length > LineRows.MOST_LINE_BYTES) {
                throw new DatasetException("it is longer than " + LineRows.MOST_LINE_BYTES + " bytes");
            }
            return LineRows.text(bytes, bytes.length);
        }
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public Path file(Path directory) {
        return opened == 0 ? directory : files.get(opened - 1);
    }

    @Override
    public void close() throws IOException {
        if (lines != null) {
            lines.close();
        }
    }
}
