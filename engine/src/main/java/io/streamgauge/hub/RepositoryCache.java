package io.streamgauge.hub;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One repository's folder in the hub cache, in huggingface_hub's layout: {@code refs/<revision>} holds a commit,
 * {@code snapshots/<commit>/<file>} links to {@code blobs/<etag>}. Files appear by atomic rename, so that a reader, in
 * whatever language, sees all of a file or none; the lock only spares concurrent runs a second download.
 */
final class RepositoryCache {
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
    private static final long LOCK_POLL_NANOS = 5_000_000;

    private final Path cache;
    private final String folderName;
    private final Path folder;

    RepositoryCache(Path cache, String repository) {
        this.cache = cache;
        this.folderName = "models--" + repository.replace("/", "--");
        this.folder = cache.resolve(folderName);
    }

    /** The commit that the revision names here, or null when it was never fetched. */
    @Nullable
    String commit(String revision) {
        if (COMMIT.matcher(revision).matches()) {
            return revision;
        }
        try {
            return Files.readString(ref(revision)).strip();
        } catch (IOException neverFetched) {
            return null;
        }
    }

    /** The folder of one commit's files, which need not exist. */
    Path snapshot(String commit) {
        return folder.resolve("snapshots").resolve(commit);
    }

    /** Keeps what a revision means, when it is not a commit by itself. */
    void rememberCommit(String revision, String commit) throws IOException {
        if (!commit.equals(commit(revision))) {
            var ref = ref(revision);
            Files.createDirectories(ref.resolveSibling(""));
            var temporary = unfinished(ref);
            Files.writeString(temporary, commit);
            Files.move(temporary, ref, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Writes a whole file. */
    interface Fetch {
        void to(Path file) throws IOException;
    }

    /** Puts a file into a snapshot; fetches it unless a blob of the same content is here. */
    void store(String commit, String file, String etag, Fetch fetch) throws IOException {
        var blobs = Files.createDirectories(folder.resolve("blobs"));
        var blob = blobs.resolve(etag);
        if (!Files.exists(blob)) {
            fetchLocked(blob, etag, fetch);
        }
        var snapshot = snapshot(commit);
        var link = snapshot.resolve(file);
        Files.createDirectories(snapshot);
        try {
            Files.createSymbolicLink(link, snapshot.relativize(blob));
        } catch (FileAlreadyExistsException alreadyLinked) {
            return;
        } catch (UnsupportedOperationException fileSystemWithoutLinks) {
            Files.copy(blob, link, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void fetchLocked(Path blob, String etag, Fetch fetch) throws IOException {
        var locks = Files.createDirectories(cache.resolve(".locks").resolve(folderName));
        var lockFile = locks.resolve(etag + ".lock");
        try (var channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = lock(channel)) {
            if (lock.isValid() && !Files.exists(blob)) {
                var temporary = unfinished(blob);
                try {
                    fetch.to(temporary);
                    Files.move(temporary, blob, StandardCopyOption.ATOMIC_MOVE);
                } finally {
                    Files.deleteIfExists(temporary);
                }
            }
        }
    }

    /** The system waits for other processes; for a thread of this one it throws instead. */
    private static FileLock lock(FileChannel channel) throws IOException {
        while (true) {
            try {
                return channel.lock();
            } catch (OverlappingFileLockException heldByAnotherThread) {
                LockSupport.parkNanos(LOCK_POLL_NANOS);
            }
        }
    }

    private static Path unfinished(Path file) {
        return file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".incomplete");
    }

    private Path ref(String revision) {
        return folder.resolve("refs").resolve(revision);
    }
}
