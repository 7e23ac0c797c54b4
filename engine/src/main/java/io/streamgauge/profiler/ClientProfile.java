package io.streamgauge.profiler;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A profile of the client that was asked for.
 *
 * @param event what is sampled
 * @param file where the page goes; null for the results' directory
 */
public record ClientProfile(Event event, @Nullable Path file) {
    /** What is sampled. */
    public enum Event {
        /** Where processor time goes: a flame graph. */
        CPU,
        /** Where threads are, working or waiting: a flame graph. */
        WALL,
        /** What allocates: a flame graph by bytes. */
        ALLOC,
        /** Who waits for whose lock: a flame graph by time. */
        LOCK,
        /** All four over time: a JFR file and a heat map of its processor samples. */
        HEATMAP;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Reads {@code EVENT} or {@code EVENT=FILE}.
     *
     * @throws ProfilerException when there is no such event, or the file is none
     */
    public static ClientProfile parse(String text) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        Event event = Arrays.stream(Event.values())
                .filter(known -> known.word().equalsIgnoreCase(name.strip()))
                .findFirst()
                .orElseThrow(() -> new ProfilerException("--profile-client '" + name + "': use " + words()));
        if (equals < 0) {
            return new ClientProfile(event, null);
        }
        try {
            Path file = Path.of(text.substring(equals + 1));
            if (text.endsWith("=")) {
                throw new ProfilerException("--profile-client " + text + ": name a file after the =, or leave it out");
            }
            return new ClientProfile(event, file);
        } catch (InvalidPathException e) {
            throw new ProfilerException("--profile-client " + text + ": that is no file name");
        }
    }

    private static String words() {
        List<String> words = Arrays.stream(Event.values()).map(Event::word).toList();
        return words.stream().limit(words.size() - 1).collect(Collectors.joining(", ")) + " or " + words.getLast();
    }

    /** Where the page goes when the results are in that directory. */
    Path page(Path results) {
        return file != null ? file : results.resolve("client_" + event.word() + ".html");
    }

    /** Where a heat map's JFR file goes: beside its page. */
    static Path recordingBeside(Path page) {
        String name = String.valueOf(page.getFileName());
        String stem = name.endsWith(".html") ? name.substring(0, name.length() - ".html".length()) : name;
        return page.resolveSibling(stem + ".jfr");
    }
}
