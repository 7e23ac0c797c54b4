package io.streamgauge.soak;

import io.streamgauge.record.RecordReader;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * The whole program under load for a long time: a mock server that fails a twentieth of the requests in many ways, and a
 * {@code profile} against it, each in a process of its own. Prints what the client held over time, as a table in Markdown.
 * {@code Soak SECONDS STREAMS ITL_MILLIS OSL DIRECTORY}
 */
public final class Soak {
    private static final int SLICES = SoakVerdict.SLICES;
    private static final List<String> FAULTS = List.of(
            "http-503:0.5%",
            "http-429=html:0.5%",
            "reset:0.5%",
            "close-at:0.5%",
            "reset-at:0.5%",
            "truncated-chunk:0.5%",
            "malformed-json:0.5%",
            "error-event:0.5%",
            "stall-mid=3s:0.5%",
            "huge-event=100000:0.25%",
            "connection-close:0.25%");

    private final int seconds;
    private final int streams;
    private final int itlMillis;
    private final int osl;
    private final Path directory;
    private final List<Sample> samples = new ArrayList<>();

    /** Vitals so many seconds after the start. */
    private record Sample(long atSeconds, Vitals vitals) {}

    private Soak(int seconds, int streams, int itlMillis, int osl, Path directory) {
        this.seconds = seconds;
        this.streams = streams;
        this.itlMillis = itlMillis;
        this.osl = osl;
        this.directory = directory;
    }

    public static void main(String[] args) throws Exception {
        if (args.length != 5) {
            throw new IllegalArgumentException("give SECONDS STREAMS ITL_MILLIS OSL DIRECTORY");
        }
        int[] numbers =
                IntStream.range(0, 4).map(i -> Integer.parseInt(args[i])).toArray();
        Path directory = Files.createDirectories(Path.of(args[4]));
        SoakVerdict verdict = new Soak(numbers[0], numbers[1], numbers[2], numbers[3], directory).run();
        System.out.println(verdict.words);
        System.exit(verdict.exitCode);
    }

    private SoakVerdict run() throws IOException, InterruptedException {
        List<String> mock = new ArrayList<>(
                List.of("mock-server", "--port", "0", "--ttft", itlMillis + "ms", "--itl", itlMillis + "ms"));
        FAULTS.forEach(fault -> mock.addAll(List.of("--fault", fault)));
        try (Child server = Child.start(directory.resolve("server.log"), List.of("-Xmx1g"), mock);
                Child client = Child.start(directory.resolve("client.log"), List.of(), profile(url(server)))) {
            watch(client);
            int exit = client.await();
            String printed = client.printed();
            System.out.println(printed);
            return exit == 0 ? told() : SoakVerdict.GREW;
        }
    }

    private String url(Child server) throws IOException, InterruptedException {
        while (server.alive()) {
            for (String word : server.printed().split("[ ,]", -1)) {
                if (word.startsWith("http://")) {
                    return word.substring("http://".length());
                }
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new IOException("the server did not start: " + server.printed());
    }

    private List<String> profile(String url) {
        return List.of(
                "profile",
                "-m",
                "m",
                "--tokenizer",
                "builtin",
                "--url",
                url,
                "--concurrency",
                "" + streams,
                "--concurrency-ramp",
                osl * itlMillis + "ms",
                "--benchmark-duration",
                seconds + "s",
                "--isl",
                "20",
                "--osl",
                "" + osl,
                "--artifact-dir",
                directory.resolve("run").toString(),
                "--overwrite");
    }

    private void watch(Child client) throws IOException, InterruptedException {
        long start = System.nanoTime();
        long everyMillis = Math.max(2_000, 1_000L * seconds / (5 * SLICES));
        while (!client.await(everyMillis)) {
            long at = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
            if (at < seconds) {
                samples.add(new Sample(at, Vitals.of(client.pid())));
            }
        }
    }

    /** Prints the table, and judges by it. */
    private SoakVerdict told() throws IOException {
        List<RequestRecord> records =
                RecordReader.read(directory.resolve("run/records.jsonl")).records();
        long start = records.stream().mapToLong(RequestRecord::sentNanos).min().orElseThrow();
        System.out.println(
                "| minutes | requests ended | failed | p50, p99 of a gap (ms) | RSS (MB) | off-heap (MB) | heap (MB) | files | threads |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        List<Vitals> means = new ArrayList<>();
        for (int i = 0; i < SLICES; i++) {
            long from = (long) seconds * i / SLICES;
            long to = (long) seconds * (i + 1) / SLICES;
            List<RequestRecord> ended = records.stream()
                    .filter(record -> record.endNanos() - start >= from * 1_000_000_000L
                            && record.endNanos() - start < to * 1_000_000_000L)
                    .toList();
            Vitals mean = mean(from, to);
            means.add(mean);
            System.out.printf(
                    Locale.ROOT,
                    "| %.1f–%.1f | %,d | %,d | %s | %.1f | %.1f | %.1f | %d | %d |%n",
                    from / 60.0,
                    to / 60.0,
                    ended.size(),
                    ended.stream()
                            .filter(record -> record.status() != Status.OK)
                            .count(),
                    gaps(ended),
                    mean.residentKb() / 1024.0,
                    mean.offHeapKb() / 1024.0,
                    mean.heapKb() / 1024.0,
                    mean.files(),
                    mean.threads());
        }
        Map<Status, Long> byStatus = new EnumMap<>(Status.class);
        records.forEach(record -> byStatus.merge(record.status(), 1L, Long::sum));
        System.out.println("Ended: " + byStatus + " of " + records.size());
        return SoakVerdict.of(seconds, (long) osl * itlMillis, means);
    }

    private Vitals mean(long from, long to) {
        List<Vitals> within = samples.stream()
                .filter(sample -> sample.atSeconds() >= from && sample.atSeconds() < to)
                .map(Sample::vitals)
                .toList();
        int n = Math.max(1, within.size());
        return new Vitals(
                within.stream().mapToLong(Vitals::residentKb).sum() / n,
                within.stream().mapToLong(Vitals::files).sum() / n,
                within.stream().mapToLong(Vitals::threads).sum() / n,
                within.stream().mapToLong(Vitals::offHeapKb).sum() / n,
                within.stream().mapToLong(Vitals::heapKb).sum() / n);
    }

    private static String gaps(List<RequestRecord> records) {
        long[] gaps = records.stream()
                .filter(RequestRecord::isMeasuredOk)
                .flatMapToLong(record -> {
                    long[] times = record.tokenTimes().toArray();
                    return IntStream.range(1, times.length).mapToLong(i -> times[i] - times[i - 1]);
                })
                .toArray();
        Arrays.sort(gaps);
        return gaps.length == 0
                ? "–"
                : String.format(
                        Locale.ROOT, "%.2f, %.2f", gaps[gaps.length / 2] / 1e6, gaps[gaps.length * 99 / 100] / 1e6);
    }
}
