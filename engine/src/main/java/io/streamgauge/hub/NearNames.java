package io.streamgauge.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The repositories of the cache whose names are close to a mistaken one. */
final class NearNames {
    private static final String FOLDER_PREFIX = "models--";
    private static final int MOST = 3;

    private record Near(String name, int distance) {}

    private NearNames() {}

    /** An ending for an error message, empty when nothing is near. */
    static String hint(Path cache, String name) {
        var near = find(cache, name);
        return near.isEmpty() ? "" : "; the cache has " + String.join(", ", near);
    }

    private static List<String> find(Path cache, String name) {
        var wanted = name.toLowerCase(Locale.ROOT);
        try (var folders = Files.list(cache)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(folder -> folder.startsWith(FOLDER_PREFIX))
                    .map(folder -> folder.substring(FOLDER_PREFIX.length()).replace("--", "/"))
                    .filter(known -> !known.equals(name))
                    .map(known -> new Near(known, distance(wanted, known.toLowerCase(Locale.ROOT))))
                    .filter(near -> near.distance() <= wanted.length() / 3)
                    .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
                    .limit(MOST)
                    .map(Near::name)
                    .toList();
        } catch (IOException noCache) {
            return List.of();
        }
    }

    /** Edits between two names, or between their last parts, whichever are fewer. */
    private static int distance(String wanted, String known) {
        return Math.min(
                EditDistance.between(wanted, known), EditDistance.between(lastPart(wanted), lastPart(known)) + 1);
    }

    private static String lastPart(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
