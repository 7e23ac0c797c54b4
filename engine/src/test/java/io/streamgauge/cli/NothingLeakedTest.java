package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.cli.ScriptedServer.Answer;
import io.streamgauge.soak.Child;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and, where asked for, texts are in no file and on no screen, even when the server says them back; nor are its escapes. */
class NothingLeakedTest {
    private static final String KEY = "sk-very0secret0key";
    private static final String TOKEN = "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\" confidential\"}}]}";
    private static final Answer GOOD = Answer.stream(TOKEN, TOKEN, "[DONE]");

    @TempDir
    private Path directory;

    private CommandRun profile(Map<String, String> variables, String url, String... more) {
        String[] few = {"--request-count", "3", "--isl", "12", "--verbose"};
        return CommandRun.profile(
                variables,
                url,
                directory.resolve("run"),
                Stream.of(few, more).flatMap(Stream::of).toArray(String[]::new));
    }

    private String everything(CommandRun run) throws IOException {
        StringBuilder all = new StringBuilder(run.out()).append(run.err());
        if (Files.exists(directory.resolve("run"))) {
            try (Stream<Path> files = Files.walk(directory.resolve("run"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    all.append('\n').append(file).append('\n').append(Files.readString(file));
                }
            }
        }
        return all.toString();
    }

    /** Every file of a run, and every other of {@code directory}, byte by byte: recordings are no text. */
    private String everyFile() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append('\n').append(file).append('\n').append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    /** In a process of its own, whose command line and environment a recording could hold. */
    @Test
    @Timeout(120)
    void noFileThatARunCanLeaveHoldsAKeyOrARedactedText() throws IOException, InterruptedException {
        try (ScriptedServer server = ScriptedServer.always(GOOD);
                Child child = Child.start(
                        directory.resolve("log"),
                        Map.of("STREAMGAUGE_API_KEY", KEY + "-env"),
                        List.of(
                                "profile",
                                "-m",
                                "m",
                                "--tokenizer",
                                "builtin",
                                "--url",
                                server.url(),
                                "--isl",
                                "12",
                                "--request-count",
                                "50",
                                "--concurrency",
                                "4",
                                "-H",
                                "X-Api-Key: " + KEY + "-arg",
                                "--redact-prompts",
                                "--slice-duration",
                                "1s",
                                "--histograms",
                                "--jfr",
                                directory.resolve("run.jfr").toString(),
                                "--profile-client",
                                "heatmap",
                                "--artifact-dir",
                                directory.resolve("run").toString()))) {
            assertThat(child.await()).as(child.printed()).isZero();
            String words = server.bodies().getLast().replaceFirst("(?s).*\"content\":\"(.{12}).*", "$1");
            assertThat(server.heads().toString()).contains(KEY + "-env", KEY + "-arg");
            assertThat(directory.resolve("run/client_heatmap.jfr")).isNotEmptyFile();
            assertThat(directory.resolve("run.jfr")).isNotEmptyFile();
            assertThat(everyFile().contains(KEY)).as("the key is in a file").isFalse();
            assertThat(everyFile().contains(words)).as("a prompt is in a file").isFalse();
            assertThat(everyFile().contains("confidential"))
                    .as("an answer is in a file")
                    .isFalse();
        }
    }

    private Path keyFile(String permissions) throws IOException {
        Path file = Files.writeString(directory.resolve("key"), KEY + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "environment", "header"})
    void aKeyStaysBetweenTheUserAndTheServer(String way) throws IOException {
        Answer refusal = Answer.json(401, "{\"error\":{\"message\":\"Incorrect API key provided: " + KEY + "\"}}");
        try (ScriptedServer server = new ScriptedServer(body -> refusal)) {
            Map<String, String> variables = way.equals("environment") ? Map.of("STREAMGAUGE_API_KEY", KEY) : Map.of();
            String[] options = switch (way) {
                case "file" ->
                    new String[] {"--api-key-file", keyFile("rw-------").toString()};
                case "header" -> new String[] {"-H", "X-Api-Key: " + KEY};
                default -> new String[0];
            };
            CommandRun run = profile(variables, server.url(), options);
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(server.heads().toString()).contains(KEY);
            assertThat(everything(run))
                    .contains("Incorrect API key provided: [redacted]")
                    .doesNotContain(KEY);
            server.answerLooksBy(refusal);
            CommandRun refused = profile(variables, server.url(), options);
            assertThat(everything(refused)).contains("refuses the credentials").doesNotContain(KEY);
        }
    }

    @Test
    void aKeyFileThatOthersReadIsSaidSo() throws IOException {
        try (ScriptedServer server = ScriptedServer.always(GOOD)) {
            assertThat(profile(
                                    Map.of(),
                                    server.url(),
                                    "--api-key-file",
                                    keyFile("rw-r--r--").toString())
                            .err())
                    .contains("chmod 600");
            assertThat(profile(
                                    Map.of(),
                                    server.url(),
                                    "--api-key-file",
                                    keyFile("rw-------").toString())
                            .err())
                    .doesNotContain("chmod");
        }
    }

    @Test
    void aRedirectIsNotFollowed() throws IOException {
        try (ScriptedServer other = ScriptedServer.always(GOOD)) {
            Answer away = new Answer(
                    "HTTP/1.1 307 Away\r\nLocation: http://" + other.url() + "/\r\nContent-Length: 0\r\n\r\n", false);
            try (ScriptedServer server = ScriptedServer.always(away)) {
                CommandRun run = profile(Map.of("STREAMGAUGE_API_KEY", KEY), server.url());
                assertThat(run.exitCode()).isEqualTo(1);
                assertThat(run.out()).contains("HTTP 307");
                assertThat(other.heads()).isEmpty();
            }
        }
    }

    @Test
    void textsStayOutOfTheFilesWhereAsked() throws IOException {
        try (ScriptedServer server = ScriptedServer.always(GOOD)) {
            CommandRun plain = profile(Map.of(), server.url());
            String words = server.bodies().getFirst().replaceFirst("(?s).*\"content\":\"(.{12}).*", "$1");
            assertThat(everything(plain)).contains(words).contains("confidential");
            CommandRun run = profile(Map.of(), server.url(), "--redact-prompts", "--overwrite");
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(everything(run))
                    .contains("[redacted]", "\"model\"", "user")
                    .doesNotContain(words, "confidential");
        }
    }

    @Test
    void whatTheServerSaysDoesNotDriveTheTerminal() throws IOException {
        String evil = "\\u001b[2J\\u001b]0;owned\\u0007\\u202egnp.exe \\u009b31m\\nfake: line";
        try (ScriptedServer server =
                ScriptedServer.always(Answer.json(500, "{\"error\":{\"message\":\"" + evil + "\"}}"))) {
            CommandRun run = profile(Map.of(), server.url());
            assertThat(run.out()).contains("owned");
            assertThat((run.out() + run.err()).codePoints())
                    .noneMatch(
                            c -> (Character.isISOControl(c) && c != '\n') || Character.getType(c) == Character.FORMAT);
            assertThat(run.out().lines()).noneMatch(line -> line.startsWith("fake:"));
        }
    }

    @Test
    void connectionsStartWhereTheyAreTold() throws IOException {
        try (ScriptedServer server = ScriptedServer.always(GOOD)) {
            CommandRun run = profile(
                    Map.of(),
                    server.url(),
                    "--local-addresses",
                    "127.0.0.2,127.0.0.3",
                    "--concurrency",
                    "2",
                    "--no-preflight",
                    "--no-server-metrics",
                    "--connection-reuse",
                    "never");
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(server.clients())
                    .containsOnly(InetAddress.ofLiteral("127.0.0.2"), InetAddress.ofLiteral("127.0.0.3"));
        }
    }

    @Test
    void moreConnectionsThanPortsAreForeseen() {
        CommandRun run = CommandRun.of(
                "profile",
                "-m",
                "m",
                "--url",
                "127.0.0.1:1",
                "--concurrency",
                "65000",
                "--request-count",
                "65000",
                "--no-preflight",
                "--artifact-dir",
                directory.resolve("run").toString());
        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).containsAnyOf("--local-addresses", "ulimit");
    }
}
