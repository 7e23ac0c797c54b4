package io.streamgauge.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a process holds at a moment, as the kernel and its JVM say.
 *
 * @param residentKb resident memory
 * @param files open files and sockets
 * @param threads threads
 * @param offHeapKb direct buffers and memory arenas, as the JVM tracks them; 0 where it says nothing
 * @param heapKb heap in use by the JVM's own account, garbage included; 0 where it says nothing
 */
record Vitals(long residentKb, long files, long threads, long offHeapKb, long heapKb) {
    private static final Pattern OFF_HEAP = Pattern.compile("- +Other \\(reserved=\\d+KB, committed=(\\d+)KB");
    private static final Pattern HEAP = Pattern.compile("used (\\d+)K");

    static Vitals of(long pid) throws IOException, InterruptedException {
        String status = Files.readString(Path.of("/proc/" + pid + "/status"));
        long files;
        try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            files = open.count();
        }
        return new Vitals(
                number(status, "VmRSS"),
                files,
                number(status, "Threads"),
                sum(OFF_HEAP, jcmd(pid, "VM.native_memory", "summary")),
                sum(HEAP, jcmd(pid, "GC.heap_info")));
    }

    private static long number(String status, String key) {
        return status.lines()
                .filter(line -> line.startsWith(key + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    private static String jcmd(long pid, String... command) throws IOException, InterruptedException {
        String[] all = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                        .toString(),
                                "" + pid),
                        Stream.of(command))
                .toArray(String[]::new);
        Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    /** Of the heap's parts only the generations count, which come first; metaspace says it another way. */
    private static long sum(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text.replaceAll("(?s)Metaspace.*", ""));
        long sum = 0;
        while (matcher.find()) {
            sum += Long.parseLong(matcher.group(1));
        }
        return sum;
    }
}
