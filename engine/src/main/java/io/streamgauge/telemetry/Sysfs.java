package io.streamgauge.telemetry;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Files of one line each, by which the kernel tells of devices. */
final class Sysfs {
    private Sysfs() {}

    /** What a file says; empty where it is not there, or says nothing now. */
    static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** The same, where it is a whole number. */
    static OptionalDouble number(Path file) {
        try {
            return OptionalDouble.of((double) Long.parseLong(text(file)));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /** A directory's entries, in the order of their names; none where there is no such directory. */
    static List<Path> entries(Path directory, String pattern) {
        List<Path> entries = new ArrayList<>();
        try (var stream = Files.newDirectoryStream(directory, pattern)) {
            stream.forEach(entries::add);
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
        entries.sort(null);
        return entries;
    }
}
