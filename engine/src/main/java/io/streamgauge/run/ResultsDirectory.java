package io.streamgauge.run;

import io.streamgauge.plan.PlanException;
import io.streamgauge.plan.ResultsPlan;
import io.streamgauge.report.FurtherFiles;
import io.streamgauge.report.RunManifest;
import io.streamgauge.report.ServerMetricsCsv;
import io.streamgauge.report.ServerMetricsParquet;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes room for a run's results: a directory that can be written, with no other run's files in it. */
final class ResultsDirectory implements AutoCloseable {
    private static final String LOCK_NAME = ".streamgauge.lock";

    private final Path lockFile;
    private final FileChannel lock;
    private final @Nullable Path aside;

    private ResultsDirectory(Path lockFile, FileChannel lock, @Nullable Path aside) {
        this.lockFile = lockFile;
        this.lock = lock;
        this.aside = aside;
    }

    /**
     * Makes the directory. Results of an earlier run are moved to the first free of {@code DIR.1}, {@code DIR.2}, … so that the
     * newest always stand where they were asked for, or deleted when the plan says that they may be overwritten.
     *
     * <p>The directory is this run's until {@link #close}; another that asks for it meanwhile is refused.
     *
     * @throws PlanException when the directory cannot be written, or another run is writing there
     */
    static ResultsDirectory claim(ResultsPlan results) {
        Path directory = results.directory();
        try {
            Files.createDirectories(directory);
            Files.delete(Files.createTempFile(directory, ".probe", ""));
            Path lockFile = directory.resolve(LOCK_NAME);
            FileChannel lock = lock(directory, lockFile);
            try {
                return new ResultsDirectory(lockFile, lock, makeRoom(results));
            } catch (IOException e) {
                lock.close();
                throw e;
            }
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

    private static FileChannel lock(Path directory, Path lockFile) throws IOException {
        FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean taken;
        try {
            taken = channel.tryLock() == null;
        } catch (OverlappingFileLockException byThisProcess) {
            taken = true;
        }
        if (taken) {
            channel.close();
            throw new PlanException("--artifact-dir " + directory
                    + ": another run is writing there; wait for its end, or give another directory");
        }
        return channel;
    }

    private static @Nullable Path makeRoom(ResultsPlan results) throws IOException {
        List<Path> old = Stream.concat(
                        own(results).filter(Files::exists),
                        FurtherFiles.existing(results.directory(), results.stem()).stream())
                .toList();
        if (old.isEmpty()) {
            return null;
        }
        if (results.overwrite()) {
            for (Path file : old) {
                Files.delete(file);
            }
            return null;
        }
        return moveAside(results.directory(), old);
    }

    /** Where earlier results were moved to, if there were any. */
    Optional<Path> aside() {
        return Optional.ofNullable(aside);
    }

    @Override
    public void close() {
        try (lock) {
            Files.deleteIfExists(lockFile);
        } catch (IOException e) {
            // The lock is gone with the channel; a file that stays behind is empty and bars nobody.
        }
    }

    private static Stream<Path> own(ResultsPlan results) {
        return Stream.of(
                results.records(),
                results.directory().resolve(RunManifest.FILE_NAME),
                results.inputs(),
                results.export(),
                results.serverMetrics(),
                results.directory().resolve(ServerMetricsCsv.FILE_NAME),
                results.directory().resolve(ServerMetricsParquet.FILE_NAME),
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
