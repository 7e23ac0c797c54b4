package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.mock.LatencyModel;
import io.streamgauge.mock.MockOptions;
import io.streamgauge.mock.MockServer;
import io.streamgauge.record.RequestRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lengths as options spell them are the lengths of what is sent and asked for. */
class LengthOptionsTest {
    @TempDir
    private Path directory;

    private List<RequestRecord> run(String... flags) throws IOException {
        CommandRun run = CommandRun.profileMock(directory.resolve("run"), flags);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return CommandRun.records(directory.resolve("run"));
    }

    private static Set<Integer> inputs(List<RequestRecord> records) {
        return records.stream().map(RequestRecord::isl).collect(Collectors.toCollection(TreeSet::new));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("lengths.txt"), text);
    }

    @Test
    void mixturesHaveTheirPeaks() throws IOException {
        var records = run(
                "--isl-distribution",
                "normal:20,2:60;uniform:100,101:40",
                "--osl-distribution",
                "3;9:3",
                "--request-count",
                "60");

        assertThat(records).allSatisfy(record -> {
            assertThat(record.isl() > 90 ? 100 : 20).isBetween(record.isl() - 10, record.isl() + 10);
            assertThat(record.osl()).isIn(3, 9);
        });
        assertThat(records.stream().filter(record -> record.isl() > 90).count()).isBetween(12L, 36L);
        assertThat(records.stream().filter(record -> record.osl() == 3).count()).isBetween(5L, 27L);
    }

    @Test
    void aFileOfLengthsIsDrawnFromByItsWeights() throws IOException {
        Path lengths = file("# tokens, how often\n12,98\n\n34\t1\n56 1\n");

        var records = run("--isl-distribution", "file:" + lengths, "--osl", "2", "--request-count", "60");

        assertThat(inputs(records)).isSubsetOf(12, 34, 56).contains(12);
        assertThat(records.stream().filter(record -> record.isl() == 12).count())
                .isGreaterThan(50);
    }

    @Test
    void aFileOfPairsKeepsThemTogether() throws IOException {
        Path pairs = file("10,2\n20,3,2\n");

        var records = run("--sequence-distribution", "file:" + pairs, "--request-count", "40");

        assertThat(records)
                .extracting(record -> List.of(record.isl(), record.osl()))
                .containsOnly(List.of(10, 2), List.of(20, 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10,2:50;20,3:50",
                "[(10,2):50,(20,3):50]",
                "[(10|0,2|0):50, (20,3):50]",
                "{\"pairs\": [{\"isl\": 10, \"osl\": 2, \"prob\": 50}, {\"isl\": 20, \"isl_stddev\": 0, \"osl\": 3, \"prob\": 50}]}"
            })
    void pairsMayBeSpelledInEachOfAiperfsWays(String pairs) throws IOException {
        assertThat(run("--sequence-distribution", pairs, "--request-count", "20"))
                .extracting(record -> List.of(record.isl(), record.osl()))
                .containsOnly(List.of(10, 2), List.of(20, 3));
    }

    @Test
    void boundsHoldWhateverIsDrawn() throws IOException {
        var records = run(
                "--isl 30 --isl-stddev 30 --prompt-tokens-min 20 --prompt-tokens-max 40 --osl 5 --osl-stddev 5 --output-tokens-max 6 --request-count 60"
                        .split(" "));

        assertThat(records).allSatisfy(record -> {
            assertThat(record.isl()).isBetween(20, 40);
            assertThat(record.osl()).isBetween(1, 6);
        });
        assertThat(inputs(records)).contains(20, 40);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--length-distribution poisson --isl 40 --osl 4",
                "--isl-distribution poisson:40 --osl 4",
                "--isl-distribution skew-normal:40,8,4 --osl 4",
                "--isl-distribution skew_normal:40,8,-4 --osl 4",
                "--isl-distribution lognormal:40,20 --osl 4"
            })
    void theSameSeedAsksForTheSameLengths(String flags) throws IOException {
        String[] all = (flags + " --request-count 20 --random-seed 5").split(" ");

        List<Integer> first = run(all).stream().map(RequestRecord::isl).sorted().toList();
        List<Integer> again = run(all).stream().map(RequestRecord::isl).sorted().toList();

        assertThat(again).isEqualTo(first);
        assertThat(new TreeSet<>(first)).hasSizeGreaterThan(8);
    }

    @Test
    void aPlanThatWasRunHasTheSameLengthsAgain() throws IOException {
        Path lengths = file("11\n22\n33\n");
        run(
                "--isl-distribution",
                "file:" + lengths,
                "--osl-distribution",
                "poisson:4:1;6:1",
                "--output-tokens-max",
                "5",
                "--request-count",
                "20");
        String asked = Files.readString(directory.resolve("run/inputs.json"));
        Path plan = Files.copy(directory.resolve("run/plan.json"), directory.resolve("plan.json"));

        try (MockServer server = MockServer.start(MockOptions.builder()
                .ttft(LatencyModel.parse("1ms"))
                .itl(LatencyModel.parse("0ms"))
                .build())) {
            CommandRun again = CommandRun.of(
                    "config",
                    plan.toString(),
                    "--artifact-dir",
                    directory.resolve("again").toString(),
                    "--url",
                    "127.0.0.1:" + server.port());
            assertThat(again.exitCode()).as(again.err()).isZero();
        }
        assertThat(Files.readString(directory.resolve("again/inputs.json"))).isEqualTo(asked);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--isl-distribution normal:5 | 1 numbers; give N, normal:MEAN,STDDEV",
                "--isl-distribution bimodal:5 | give N, normal:MEAN,STDDEV",
                "--isl-distribution normal:5,x | 'x' is no number",
                "--isl-distribution uniform:9,5 | uniform lengths from 9 to 5",
                "--isl-distribution 0 | give lengths of 1 or more",
                "--isl-distribution 5:0;6 | give a share above 0",
                "--isl-distribution file:/nothing | file:/nothing: there is no such file",
                "--isl-distribution 5 --isl 5 | give one of the two",
                "--osl-distribution 5 --osl 5 | give one of the two",
                "--osl-distribution 5 --sequence-distribution 5,5:1 | give one or the other",
                "--isl-distribution 5 --osl-distribution 5 --length-distribution normal | leave them out",
                "--isl 9 --prompt-tokens-max 12 | --isl-distribution uniform:LOW,HIGH",
                "--osl 9 --output-tokens-min 3 | --osl-distribution uniform:LOW,HIGH",
                "--isl 9 --isl-stddev 2 --prompt-tokens-min 12 --prompt-tokens-max 3 | the least is the larger",
                "--length-distribution poisson --isl-stddev 3 | leave the standard deviation out",
                "--sequence-distribution {} | give \"pairs\"",
                "--sequence-distribution {\"pairs\":[{\"isl\":5}]} | give isl, osl and prob",
                "--input-file /dev/null --isl-distribution 5 | have the lengths they have",
            })
    void refusesInOneLine(String flags, String because) {
        CommandRun run =
                CommandRun.profileMock(directory.resolve("run"), flags.strip().split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().strip()).contains(because.strip()).doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--isl-distribution | 12 | twelve | lengths.txt:2: 'twelve'; expected LENGTH or LENGTH,WEIGHT",
                "--isl-distribution | 12 | 12,1,1 | lengths.txt:2: '12,1,1'; expected LENGTH",
                "--isl-distribution | 12 | 12,-1 | lengths.txt:2",
                "--isl-distribution | # | # | no length in it",
                "--sequence-distribution | 1,2 | 0,5 | lengths.txt:2: '0,5'; expected INPUT,OUTPUT",
                "--sequence-distribution | 1,2 | 5 | lengths.txt:2: '5'; expected INPUT,OUTPUT",
            })
    void tellsWhereAFileOfLengthsMakesNoSense(String option, String first, String second, String because)
            throws IOException {
        Path lengths = file(first + "\n" + second + "\n");

        CommandRun run = CommandRun.profileMock(directory.resolve("run"), option, "file:" + lengths);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().strip()).contains(because).doesNotContain("\n");
    }

    @Test
    void tellsAllThatIsWrongAtOnce() {
        CommandRun run = CommandRun.profileMock(
                directory.resolve("run"),
                "--isl-distribution nowhere:1 --osl-distribution 0 --input-format jsonl".split(" "));

        assertThat(run.err().strip().lines()).hasSize(3);
    }
}
