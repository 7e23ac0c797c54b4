package io.streamgauge.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What is fuzzed: each has a class with {@code public static void fuzzerTestOneInput(byte[])}, which is also how Jazzer wants it, and
 * a directory of seeds of its name.
 */
enum Target {
    DECODER("io.streamgauge.http.DecoderFuzz"),
    READER("io.streamgauge.sse.ReaderFuzz"),
    FINDER("io.streamgauge.sse.FinderFuzz"),
    RECORD("io.streamgauge.record.RecordFuzz"),
    DATASET("io.streamgauge.dataset.DatasetFuzz"),
    PLAN("io.streamgauge.plan.PlanFuzz"),
    METRICS("io.streamgauge.telemetry.MetricsFuzz"),
    FAULT("io.streamgauge.mock.FaultRuleFuzz"),
    TOKENIZER("io.streamgauge.fuzz.TokenizerFuzz");

    private final String className;

    Target(String className) {
        this.className = className;
    }

    /** Those of these names; all when there are none. */
    static List<Target> named(List<String> names) {
        return names.isEmpty()
                ? List.of(values())
                : names.stream()
                        .map(name -> valueOf(name.toUpperCase(Locale.ROOT)))
                        .toList();
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    String className() {
        return className;
    }

    MethodHandle method() throws ReflectiveOperationException {
        return MethodHandles.publicLookup()
                .findStatic(
                        Class.forName(className),
                        "fuzzerTestOneInput",
                        MethodType.methodType(void.class, byte[].class));
    }

    /** Its seeds, in the order of their names. */
    List<byte[]> seeds() {
        try (Stream<Path> files = Files.list(directory())) {
            return files.sorted().map(Target::bytes).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path directory() {
        try {
            return Path.of(Objects.requireNonNull(Target.class.getResource("/fuzz/" + key()), key())
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
