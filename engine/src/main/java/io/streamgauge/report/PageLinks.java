package io.streamgauge.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files beside a page that it points to: what a profile of the client left in the run's directory. */
final class PageLinks {
    private PageLinks() {}

    /** Names of the pages in {@code directory} other than the report, in order; none when it cannot be read. */
    static List<String> in(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.matches("[\\w.-]+\\.html") && !name.equals(FurtherFiles.PAGE_NAME))
                    .sorted()
                    .toList();
        } catch (IOException noSuchDirectory) {
            return List.of();
        }
    }
}
