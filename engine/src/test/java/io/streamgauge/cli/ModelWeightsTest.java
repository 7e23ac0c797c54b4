package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several models, each as often as it weighs. */
class ModelWeightsTest {
    @TempDir
    private Path directory;

    private long countOf(String model) throws IOException {
        return Files.readString(directory.resolve("inputs.json"))
                .lines()
                .filter(line ->
                        line.contains("\"model\": \"" + model + "\"") || line.contains("\"model\":\"" + model + "\""))
                .count();
    }

    @Test
    void areDrawnByTheirWeights() throws IOException {
        String flags = "-m b -m c --model-weights 6,3,1 --num-prompts 400 --request-count 4 --isl 5 --osl 2";
        CommandRun run = CommandRun.profileMock(directory, flags.split(" "));
        assertThat(run.exitCode()).as(run.err()).isZero();
        long b = countOf("b");
        assertThat(countOf("m") + b + countOf("c")).isEqualTo(400);
        assertThat(countOf("m")).isBetween(210L, 270L);
        assertThat(b).isBetween(90L, 150L);
        assertThat(countOf("c")).isBetween(20L, 60L);
        // The seed draws them, so that a run can be made again.
        String first = Files.readString(directory.resolve("inputs.json"));
        assertThat(CommandRun.profileMock(directory, flags.split(" ")).exitCode())
                .isZero();
        assertThat(Files.readString(directory.resolve("inputs.json"))).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-m b --model-weights 1|1 weights of 2 models; give one for each --model",
                "-m b --model-weights 1,0|--model-weights 0.0: give numbers above 0",
                "-m b --model-weights 1,NaN|--model-weights NaN: give numbers above 0",
                "-m b --model-weights 1,2 --model-selection-strategy round_robin|in turn all are alike"
            })
    void whatMakesNoSenseIsTold(String flags, String expected) {
        CommandRun run = CommandRun.profile("127.0.0.1:1", directory, flags.split(" "));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(expected).hasLineCount(1);
    }
}
