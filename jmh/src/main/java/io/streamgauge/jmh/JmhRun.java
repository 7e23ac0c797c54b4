package io.streamgauge.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run of JMH with three things filled in: the JVM flags that the program itself runs with, async-profiler's library, which
 * JMH cannot find in a jar, and in a JSON result the machine that it was taken on.
 *
 * @param arguments what JMH is given
 */
record JmhRun(List<String> arguments) {
    private static final String JVM_FLAGS = "--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
            + " -XX:+UseSerialGC -XX:+UseCompactObjectHeaders";

    JmhRun {
        arguments = List.copyOf(arguments);
    }

    static JmhRun of(String... given) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(given));
        int profiler = profiler(arguments);
        if (profiler >= 0) {
            arguments.set(profiler, withLibrary(arguments.get(profiler), ProfilerLibrary.extract()));
        }
        if (arguments.stream().noneMatch(argument -> argument.startsWith("-jvmArgs"))) {
            arguments.addAll(List.of("-jvmArgsPrepend", JVM_FLAGS));
        }
        return new JmhRun(arguments);
    }

    /** Where async-profiler is asked for without a path, or -1. */
    private static int profiler(List<String> arguments) {
        for (int i = 1; i < arguments.size(); i++) {
            String value = arguments.get(i);
            if (arguments.get(i - 1).equals("-prof")
                    && (value.equals("async") || value.startsWith("async:"))
                    && !value.contains("libPath=")) {
                return i;
            }
        }
        return -1;
    }

    private static String withLibrary(String profiler, Path library) {
        String options = profiler.equals("async") ? "" : ";" + profiler.substring("async:".length());
        return "async:libPath=" + library + options;
    }

    void run() throws IOException {
        org.openjdk.jmh.Main.main(arguments.toArray(String[]::new));
        Path results = results();
        if (results != null && Files.exists(results)) {
            ResultFile.sign(results, Machine.here());
        }
    }

    /** The JSON file that JMH writes; null when it writes none. */
    @Nullable
    Path results() {
        if (!"json".equalsIgnoreCase(after("-rf"))) {
            return null;
        }
        String file = after("-rff");
        return Path.of(file == null ? "jmh-result.json" : file);
    }

    private @Nullable String after(String option) {
        int at = arguments.lastIndexOf(option);
        return at < 0 || at + 1 == arguments.size() ? null : arguments.get(at + 1);
    }
}
