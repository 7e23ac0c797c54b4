package io.streamgauge.tokenizer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Where the library is unpacked: a directory that only this user may enter, one subdirectory for each content hash. What lies
 * there is used only if this user put it there; else, or where no such directory can be had, a fresh temporary one serves for
 * this run. A file comes into being under another name and is moved into place whole.
 */
record LibraryCache(Path root) {
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OTHERS_WRITE =
            EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    /** {@code $XDG_CACHE_HOME/streamgauge/natives}, or the same in {@code ~/.cache}. */
    static Path defaultRoot(Map<String, String> environment, String home) {
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path base = cache.isBlank() ? Path.of(home, ".cache") : Path.of(cache);
        return base.resolve("streamgauge").resolve("natives").toAbsolutePath();
    }

    /** The unpacked library whose content hash is {@code digest}. */
    Path file(String digest, String fileName, URL library) throws IOException {
        try {
            Path directory = root.resolve(digest);
            Files.createDirectories(root.getParent());
            createPrivate(root);
            createPrivate(directory);
            return unpacked(root, directory, fileName, library);
        } catch (IOException | UncheckedIOException unusable) {
            return temporary(fileName, library);
        }
    }

    private static void createPrivate(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(PRIVATE));
        }
    }

    /** Who owns a file made just now is who this process is, so owners can be compared without asking the system for a name. */
    private static Path unpacked(Path root, Path directory, String fileName, URL library) throws IOException {
        Path target = directory.resolve(fileName);
        Path fresh = Files.createTempFile(directory, fileName, ".tmp");
        try {
            Object self = Files.getOwner(fresh);
            requireOwn(root, self);
            requireOwn(directory, self);
            if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                copy(library, fresh);
                Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
            }
            requireOwn(target, self);
            return target;
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static void requireOwn(Path path, Object self) throws IOException {
        boolean link = Files.isSymbolicLink(path);
        boolean owned = Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).equals(self);
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
        if (link || !owned || permissions.stream().anyMatch(OTHERS_WRITE::contains)) {
            throw new IOException(path + " belongs to another user, or another may write it");
        }
    }

    private static Path temporary(String fileName, URL library) throws IOException {
        Path directory = Files.createTempDirectory("streamgauge-");
        Path target = directory.resolve(fileName);
        copy(library, target);
        target.toFile().deleteOnExit();
        directory.toFile().deleteOnExit();
        return target;
    }

    private static void copy(URL library, Path target) throws IOException {
        try (InputStream in = library.openStream()) {
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
