package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.soak.Child;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is made ready before it is needed is missed only where it is needed, and then told as ever. */
@Timeout(60)
class AheadTest {
    private static final String NOWHERE = "/nowhere/tokenizers.so";

    @TempDir
    private Path directory;

    private Child start(String... args) throws IOException {
        return Child.start(
                directory.resolve("log"), List.of("-Dio.streamgauge.tokenizer.library=" + NOWHERE), List.of(args));
    }

    @Test
    void aLibraryThatCannotBeLoadedIsToldInOneLine() throws IOException, InterruptedException {
        try (Child child = start(
                "profile", "--mock", "--artifact-dir", directory.resolve("run").toString())) {
            assertThat(child.await()).as(child.printed()).isNotZero();
            assertThat(child.printed().lines().filter(line -> line.contains(NOWHERE)))
                    .singleElement()
                    .asString()
                    .startsWith("streamgauge: cannot load the native tokenizer");
            assertThat(child.printed()).doesNotContain("\tat ");
        }
    }

    @Test
    void whatNeedsNoTokenizerWorksWithoutOne() throws IOException, InterruptedException {
        try (Child child = start("profile", "--help")) {
            assertThat(child.await()).as(child.printed()).isZero();
            assertThat(child.printed()).contains("--concurrency").doesNotContain(NOWHERE);
        }
    }
}
