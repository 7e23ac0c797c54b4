package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.record.RecordReader;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.Stamp;
import io.streamgauge.record.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --http-version}: the same runs over HTTP/2, said to be so. */
class Http2CommandTest {
    private static final String[] LOAD = {
        "--concurrency", "8", "--request-count", "40", "--isl", "20", "--osl", "12", "--random-seed", "7"
    };

    @TempDir
    private Path directory;

    private CommandRun run(String version, Path into) {
        return CommandRun.profileMock(into, arguments(version));
    }

    private static String[] arguments(String version) {
        var all = new ArrayList<>(List.of(LOAD));
        all.addAll(List.of("--http-version", version));
        return all.toArray(String[]::new);
    }

    private static List<String> lengths(Path directory) throws IOException {
        return RecordReader.read(directory.resolve("records.jsonl")).records().stream()
                .map(each -> each.status() + " " + each.isl() + " " + each.osl() + " "
                        + each.tokenTimes().count() + " " + each.finishReason())
                .sorted()
                .toList();
    }

    @Test
    void recordsTheSameAsOverHttp11() throws IOException {
        Path usual = directory.resolve("1");
        Path other = directory.resolve("2");
        assertThat(run("1.1", usual).exitCode()).isZero();
        CommandRun run = run("2", other);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("stamps of the process").contains("they are for HTTP/1.1 only");
        List<RequestRecord> records =
                RecordReader.read(other.resolve("records.jsonl")).records();
        assertThat(records).hasSize(40).allSatisfy(each -> {
            assertThat(each.status()).isEqualTo(Status.OK);
            assertThat(each.stamp()).isEqualTo(Stamp.USER);
        });
        assertThat(records.stream().filter(each -> each.connectNanos() > 0).count())
                .as("those that waited for the one connection")
                .isBetween(1L, 8L);
        assertThat(lengths(other)).isEqualTo(lengths(usual));
    }

    @Test
    void knowsTwoVersions() {
        CommandRun.profile("127.0.0.1:1", directory, "--http-version", "3")
                .assertRefused("--http-version '3': use 1.1 or 2");
    }

    @Test
    void saysWhenProxiesCannotCarryIt() {
        CommandRun.profile("127.0.0.1:1", directory, "--http-version", "2", "--proxy", "http://127.0.0.1:2")
                .assertRefused("give https servers, or use HTTP/1.1");
    }

    @Test
    void saysThatAServerDoesNotSpeakIt() throws IOException {
        try (var listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        Socket client = listener.accept();
                        client.getOutputStream()
                                .write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"
                                        .getBytes(StandardCharsets.US_ASCII));
                    }
                } catch (IOException expected) {
                    // closed
                }
            });
            CommandRun run = CommandRun.profile(
                    "127.0.0.1:" + listener.getLocalPort(), directory, "--http-version", "2", "--request-count", "1");
            assertThat(run.exitCode()).isNotZero();
            assertThat(run.err() + run.out()) // a slow look at the server leaves it to the requests to find out
                    .contains("the server does not speak HTTP/2")
                    .contains("use --http-version 1.1");
        }
    }
}
