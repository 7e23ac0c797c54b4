package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.record.RequestRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Input files that gzip has packed, in whole runs against the built-in server. */
class PackedInputTest {
    @TempDir
    private Path directory;

    private Path packed(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private CommandRun profile(String flags) {
        return CommandRun.profileMock(directory.resolve("run"), flags.split(" "));
    }

    private List<Long> milliseconds() throws IOException {
        List<Long> due = CommandRun.records(directory.resolve("run")).stream()
                .map(RequestRecord::dueNanos)
                .sorted()
                .toList();
        return due.stream().map(at -> (at - due.getFirst()) / 1_000_000).toList();
    }

    @Test
    void aTraceIsSentAtTheMomentsOfItsContent() throws IOException {
        Path lines = packed(
                "lines.gz",
                "{\"timestamp\":5,\"text\":\"a\"}\n{\"timestamp\":25,\"text\":\"b\",\"output_length\":2}\n");
        Path csv = packed("trace.csv.gz", "Timestamp,Request tokens,Response tokens\n5,9,2\n5.03,7,3\n");

        assertThat(profile("--fixed-schedule --osl 2 --input-file " + lines).exitCode())
                .isZero();
        assertThat(milliseconds()).containsExactly(0L, 20L);
        assertThat(profile("--fixed-schedule --osl 2 --input-file " + csv).exitCode())
                .isZero();
        assertThat(milliseconds()).containsExactly(0L, 30L);
    }

    @Test
    void lengthsAreReadToo() throws IOException {
        Path lengths = packed("lengths.gz", "12\n");

        assertThat(profile("--request-count 2 --osl 2 --isl-distribution file:" + lengths)
                        .exitCode())
                .isZero();
        assertThat(CommandRun.records(directory.resolve("run")))
                .extracting(RequestRecord::isl)
                .containsExactly(12, 12);
    }

    @Test
    void aRateMayBePackedToo() throws IOException {
        Path lines = packed("rates.gz", "0 100\n0.1s 100\n");
        Path json = packed("rates.json.gz", "[{\"time_s\": 0, \"qps\": 50}, {\"time_s\": 0.2, \"qps\": 50}]");

        assertThat(profile("--osl 2 --request-rate-series " + lines).exitCode()).isZero();
        assertThat(milliseconds()).startsWith(0L, 10L, 20L, 30L, 40L).hasSizeBetween(9, 10);
        assertThat(profile("--osl 2 --request-rate-series " + json).exitCode()).isZero();
        assertThat(milliseconds()).startsWith(0L, 20L, 40L, 60L, 80L).hasSizeBetween(9, 10);
    }

    @Test
    void oneThatIsCutOffIsRefusedInOneLine() throws IOException {
        Path lines = packed("lines.gz", "{\"timestamp\":5,\"text\":\"a\"}\n");
        Files.write(lines, Arrays.copyOf(Files.readAllBytes(lines), 20));
        String because = lines + ": it is packed by gzip and cut off; fetch it again";

        profile("--osl 2 --request-count 1 --input-file " + lines).assertRefused("--input-file cannot read " + because);
        profile("--osl 2 --request-count 1 --isl-distribution file:" + lines).assertRefused("file:" + because);
        profile("--osl 2 --request-rate-series " + lines).assertRefused("--request-rate-series " + because);
        profile("--osl 2 --schedule-file " + lines).assertRefused("--schedule-file " + because);
    }
}
