package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.UnmatchedArgumentException;

/** What documents tell people to type is what the command line understands. */
class DocumentedCommandsTest {
    /** The first ends only when it is told to, the second takes long; other tests run both. */
    private static final Set<String> ELSEWHERE = Set.of("mock-server", "calibrate");

    private static @Nullable DocumentedRehearsal rehearsal;

    @TempDir
    private static Path stage;

    @TempDir
    private Path directory;

    @BeforeAll
    static void prepare() throws IOException {
        rehearsal = new DocumentedRehearsal(stage);
    }

    @AfterAll
    static void tidy() {
        Objects.requireNonNull(rehearsal).close();
    }

    static Stream<DocumentedCommands.Command> all() {
        return DocumentedCommands.all().stream();
    }

    static Stream<DocumentedCommands.Command> run() {
        return all().filter(DocumentedCommands.Command::runs);
    }

    static Stream<DocumentedCommands.Command> rehearsed() {
        return all().filter(
                        command -> !command.runs() && !ELSEWHERE.contains(DocumentedCommands.words(command.line())[0]));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rehearsed")
    void worksWithSmallerNumbers(DocumentedCommands.Command command) throws IOException {
        CommandRun ran = Objects.requireNonNull(rehearsal).run(command.line());
        assertThat(ran.exitCode()).as(ran.err() + ran.out()).isZero();
        assertThat(ran.err() + ran.out()).isNotBlank();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void isUnderstood(DocumentedCommands.Command command) {
        assertThatCode(() -> DocumentedCommands.parse(command.line())).doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("run")
    void runs(DocumentedCommands.Command command) {
        List<String> args = new ArrayList<>(List.of(DocumentedCommands.words(command.line())));
        args.addAll(List.of("--artifact-dir", directory.toString()));
        CommandRun ran = CommandRun.of(args.toArray(String[]::new));
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out()).containsAnyOf("Request Latency", "Throughput per user against throughput");
    }

    /** Options of every command, hidden ones left out; any may be negated. */
    static Set<String> options() {
        var nowhere = new PrintWriter(new StringWriter());
        var names = new TreeSet<String>();
        var pending = new ArrayDeque<CommandLine>(
                List.of(CommandTree.create(nowhere, nowhere, new Environment(Map.of(), false, 200), "")));
        while (!pending.isEmpty()) {
            CommandLine command = pending.remove();
            pending.addAll(command.getSubcommands().values());
            for (OptionSpec option : command.getCommandSpec().options()) {
                if (!option.hidden()) {
                    names.addAll(List.of(option.names()));
                    Stream.of(option.names())
                            .map(name -> name.replaceFirst("^--", "--no-"))
                            .forEach(names::add);
                }
            }
        }
        return names;
    }

    static List<String> optionsIn(String text) {
        return Pattern.compile("`(--?[a-zA-Z][a-z0-9-]*)")
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/workloads.md", "docs/metrics.md", "docs/records.md", "docs/health.md"})
    void optionsThatTextNamesExist(String file) throws IOException {
        assertThat(options()).containsAll(optionsIn(Files.readString(Path.of("..", file))));
    }

    @Test
    void theReadmeListsEveryDocument() throws IOException {
        String readme = Files.readString(Path.of("../README.md"));
        String list = readme.substring(readme.indexOf("\n## Documents"));
        try (Stream<Path> documents = Files.list(Path.of("../docs"))) {
            assertThat(documents.filter(Files::isRegularFile).map(document -> "`docs/" + document.getFileName() + "`"))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(list).contains(name));
        }
        assertThat(Pattern.compile("`((docs|examples)/[^`]*)`")
                        .matcher(readme)
                        .results()
                        .map(found -> found.group(1)))
                .allSatisfy(name -> assertThat(Path.of("..", name)).exists());
    }

    /** What a stranger looks for, in this order. */
    @Test
    void theReadmeBeginsWithWhatItIsAndTwoCommands() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("../README.md"));
        assertThat(lines.getFirst()).isEqualTo("# Streamgauge");
        int profile = lines.indexOf("./streamgauge profile --mock");
        assertThat(profile).isBetween(3, 20);
        assertThat(lines.indexOf("mvn verify")).isBetween(profile, 30);
        assertThat(lines.stream().filter(line -> line.startsWith("## ")))
                .containsSubsequence(
                        "## The reference run",
                        "## Results",
                        "## Beside other tools",
                        "## Dependencies",
                        "## Documents");
    }

    @Test
    void thereAreSomeOfEach() {
        assertThat(all()).hasSizeGreaterThan(15);
        assertThat(run()).hasSizeGreaterThan(3);
        assertThat(rehearsed()).hasSizeGreaterThan(15);
    }

    @Test
    void anUnknownOptionWouldBeFound() {
        assertThatThrownBy(() -> DocumentedCommands.parse("profile --mock --no-such-option"))
                .isInstanceOf(UnmatchedArgumentException.class);
        assertThat(DocumentedCommands.words("profile -H 'A: b c' --extra-inputs '{\"x\": 1}' \"y z\""))
                .containsExactly("profile", "-H", "A: b c", "--extra-inputs", "{\"x\": 1}", "y z");
    }
}
