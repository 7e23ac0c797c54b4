package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The index reads command lines as the annotations do, which are the oracle. */
class OptionIndexTest {
    private static final Environment ENVIRONMENT = new Environment(Map.of(), false, 80);

    private static final byte[] INDEX = written();

    private static byte[] written() {
        ByteArrayOutputStream index = new ByteArrayOutputStream();
        OptionIndex.write(index);
        return index.toByteArray();
    }

    private static InputStream index() {
        return new ByteArrayInputStream(INDEX);
    }

    private static CommandLine indexed() {
        return IndexedProfile.alone(index(), ENVIRONMENT);
    }

    private static CommandLine annotated() {
        return CommandTree.profileAlone(ENVIRONMENT).setOverwrittenOptionsAllowed(true);
    }

    @Test
    void optionsAreTheSameInTheSameOrder() {
        List<List<Object>> indexed = shapes(indexed());
        assertThat(indexed).hasSizeGreaterThan(250).isEqualTo(shapes(annotated()));
    }

    private static List<List<Object>> shapes(CommandLine line) {
        return line.getCommandSpec().options().stream()
                .map(OptionIndexTest::shape)
                .toList();
    }

    private static List<Object> shape(OptionSpec option) {
        List<Function<OptionSpec, Object>> parts = List.of(
                it -> List.of(it.names()),
                OptionSpec::type,
                it -> List.of(it.auxiliaryTypes()),
                it -> it.arity().toString(),
                OptionSpec::splitRegex,
                it -> it.converters().length,
                it -> String.valueOf(it.fallbackValue()),
                it -> String.valueOf(it.defaultValue()),
                OptionSpec::hidden,
                OptionSpec::negatable,
                OptionSpec::usageHelp,
                OptionSpec::versionHelp,
                OptionSpec::required,
                OptionSpec::isMultiValue,
                PlanKeys::isSwitch,
                it -> Trials.isOf(RepeatOptions.class, it),
                it -> Trials.isOf(WarmupOptions.class, it));
        return parts.stream().map(part -> part.apply(option)).toList();
    }

    /** For each option by each of its names, a value that it takes. */
    private static List<List<String>> commandLines() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of());
        for (OptionSpec option : annotated().getCommandSpec().options()) {
            for (String name : option.names()) {
                values(option, name)
                        .forEach(value -> lines.add(value.isEmpty() ? List.of(name) : List.of(name, value)));
            }
            if (option.negatable()) {
                lines.add(List.of("--no-" + option.longestName().substring(2)));
            }
        }
        lines.add(List.of("-m", "a", "-m", "b", "--concurr=3", "--num-prompt", "7", "-H", "A: b", "--header=C: d"));
        lines.add(List.of("--extra-inputs", "a:1", "--extra-inputs", "{\"b\":2}", "--stamps", "KERNEL", "--", "-v"));
        lines.add(List.of("stray", "--isl", "3", "another"));
        return lines;
    }

    /** Values that an option may take: what is none for one of them is refused by index and annotations alike. */
    private static List<String> values(OptionSpec option, String name) {
        return option.typeInfo().isBoolean()
                ? List.of("")
                : name.equals(option.longestName()) ? List.of("3", "auto", "x:y", "250ms") : List.of("3");
    }

    @Test
    void valuesAreTheSame() throws ReflectiveOperationException {
        for (List<String> line : commandLines()) {
            assertThat(read(indexed(), line)).as("%s", line).isEqualTo(read(annotated(), line));
        }
    }

    /** The fields of all options, what was matched, and how it is passed on; the class of the exception where it is refused. */
    private static Map<String, Object> read(CommandLine command, List<String> line)
            throws ReflectiveOperationException {
        Map<String, Object> read = new LinkedHashMap<>();
        try {
            ParseResult result = command.parseArgs(line.toArray(String[]::new));
            for (OptionSpec option : result.matchedOptionsSet()) {
                read.put(option.longestName(), List.of(GivenOptions.arguments(option), option.stringValues()));
            }
            read.put("foreign", ForeignOptions.problems(result));
            read.put("repeated", RepeatedOptions.problems(result));
            read.put("help", result.isUsageHelpRequested() + " " + result.isVersionHelpRequested());
        } catch (CommandLine.ParameterException e) {
            read.put("refused", e.getClass());
            return read;
        }
        ProfileCommand profile = command.getCommand();
        for (Object group : profile.options().groups()) {
            for (Field field : group.getClass().getDeclaredFields()) {
                field.setAccessible(true);
                Object value = field.get(group);
                read.put(
                        group.getClass().getSimpleName() + "." + field.getName(),
                        value instanceof Object[] array ? Arrays.asList(array) : String.valueOf(value));
            }
        }
        return read;
    }

    @Test
    void runsWhatIsUnderstood(@TempDir Path directory) throws Exception {
        StringWriter out = new StringWriter();
        int code = IndexedProfile.run(
                index(),
                new PrintWriter(out),
                new PrintWriter(out),
                ENVIRONMENT,
                () -> out.write("before\n"),
                ("profile --mock --mock-itl 1ms --mock-ttft 1ms --request-count 2 --osl 3 --artifact-dir " + directory)
                        .split(" "));
        assertThat(code).isZero();
        assertThat(out.toString()).startsWith("before\n").contains("Results: ");
        assertThat(Files.readString(directory.resolve("plan.json"))).contains("\"output-tokens-mean\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "analyze --mock",
                "profile --help",
                "profile -V",
                "profile --concurency 3",
                "profile --isl many",
                "--version"
            })
    void leavesTheRestToTheAnnotations(String line) {
        StringWriter out = new StringWriter();
        int code = IndexedProfile.run(
                index(),
                new PrintWriter(out),
                new PrintWriter(out),
                ENVIRONMENT,
                () -> out.write("before\n"),
                line.isEmpty() ? new String[0] : line.split(" "));
        assertThat(code).isEqualTo(IndexedProfile.NOT_TAKEN);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void mistakesThatTheCommandFindsAreToldOnce() {
        StringWriter out = new StringWriter();
        int code = IndexedProfile.run(
                index(),
                new PrintWriter(out),
                new PrintWriter(out),
                ENVIRONMENT,
                () -> {},
                "profile",
                "--mock",
                "--concurrency",
                "0",
                "--backend",
                "x");
        assertThat(code).isEqualTo(CommandTree.BAD_INPUT);
        assertThat(out.toString().lines()).hasSize(2).allMatch(told -> told.startsWith("streamgauge: "));
    }
}
