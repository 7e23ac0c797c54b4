package io.streamgauge.run;

import io.streamgauge.plan.PlanException;
import io.streamgauge.plan.ResultsPlan;
import io.streamgauge.report.FurtherFiles;
import io.streamgauge.report.RunManifest;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes room for a run's results: a directory that can be written, with no other run's files in it. */
final class ResultsDirectory {
    private ResultsDirectory() {}

    /**
     * Makes the directory. Results of an earlier run are moved to the first free of {@code DIR.1}, {@code DIR.2}, … so that the
     * newest always stand where they were asked for, or deleted when the plan says that they may be overwritten.
     *
     * @return where earlier results were moved to, if there were any
     * @throws PlanException when the directory cannot be written
     */
    static Optional<Path> claim(ResultsPlan results) {
        Path directory = results.directory();
        try {
            Files.createDirectories(directory);
            Files.delete(Files.createTempFile(directory, ".probe", ""));
            List<Path> old = Stream.concat(
                            own(results).filter(Files::exists),
                            FurtherFiles.existing(directory, results.stem()).stream())
                    .toList();
            if (old.isEmpty()) {
                return Optional.empty();
            }
            if (results.overwrite()) {
                for (Path file : old) {
                    Files.delete(file);
                }
                return Optional.empty();
            }
            return Optional.of(moveAside(directory, old));
        } catch (FileAlreadyExistsException e) {
            throw new PlanException(
                    "--artifact-dir " + directory + ": " + e.getFile() + " is a file; give a directory");
        } catch (AccessDeniedException e) {
            throw new PlanException("--artifact-dir " + directory + ": may not be written; give one that you own");
        } catch (IOException e) {
            throw new PlanException(
                    "--artifact-dir " + directory + ": cannot be written (" + reason(e) + "); give another");
        }
    }

    private static Stream<Path> own(ResultsPlan results) {
        return Stream.of(
                results.records(),
                results.directory().resolve(RunManifest.FILE_NAME),
                results.inputs(),
                results.export(),
                results.serverMetrics(),
                results.summaryJson(),
                results.summaryCsv());
    }

    private static Path moveAside(Path directory, List<Path> files) throws IOException {
        Path absolute = directory.toAbsolutePath().normalize();
        for (int n = 1; ; n++) {
            Path aside = absolute.resolveSibling(absolute.getFileName() + "." + n);
            try {
                Files.createDirectory(aside);
            } catch (FileAlreadyExistsException taken) {
                continue;
            }
            for (Path file : files) {
                Files.move(file, aside.resolve(file.getFileName()));
            }
            return aside;
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
