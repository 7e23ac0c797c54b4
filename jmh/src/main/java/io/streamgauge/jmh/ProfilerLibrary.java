package io.streamgauge.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** async-profiler's library, which its jar carries and JMH wants as a file. */
final class ProfilerLibrary {
    private ProfilerLibrary() {}

    /** A copy in the directory for temporary files, which goes with this process. */
    static Path extract() throws IOException {
        String name = name(System.getProperty("os.name"), System.getProperty("os.arch"));
        try (var library = ProfilerLibrary.class.getResourceAsStream("/" + name)) {
            if (library == null) {
                throw new IOException("async-profiler's jar has no " + name + " for this machine");
            }
            Path directory = Files.createTempDirectory("async-profiler");
            Path file = directory.resolve(name.substring(name.indexOf('/') + 1));
            Files.copy(library, file);
            directory.toFile().deleteOnExit();
            file.toFile().deleteOnExit();
            return file;
        }
    }

    /** The library's name in the jar, by the names that Java gives system and processor. */
    static String name(String system, String processor) {
        if (system.toLowerCase(Locale.ROOT).startsWith("mac")) {
            return "macos/libasyncProfiler.so";
        }
        String kind = switch (processor) {
            case "amd64", "x86_64" -> "x64";
            case "aarch64" -> "arm64";
            default -> processor;
        };
        return system.toLowerCase(Locale.ROOT) + "-" + kind + "/libasyncProfiler.so";
    }
}
