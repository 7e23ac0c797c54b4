package io.streamgauge.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at who may read a file that holds a key. */
final class KeyFile {
    private static final Set<PosixFilePermission> OF_OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private KeyFile() {}

    /** One line when others than its owner may read or change the file. Mounted secrets often are so, and it is no reason to stop. */
    static Optional<String> warning(@Nullable Path file) {
        if (file == null) {
            return Optional.empty();
        }
        try {
            Set<PosixFilePermission> given = EnumSet.copyOf(OF_OTHERS);
            given.retainAll(Files.getPosixFilePermissions(file));
            return given.isEmpty()
                    ? Optional.empty()
                    : Optional.of("streamgauge: --api-key-file " + file
                            + ": others than its owner can read or change it; chmod 600 it");
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }
}
