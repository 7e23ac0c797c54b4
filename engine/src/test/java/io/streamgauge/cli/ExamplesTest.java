package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.soak.Child;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The scripts under {@code examples/}, run against a stand-in for each server's command. */
@Timeout(300)
class ExamplesTest {
    private static final Path EXAMPLES = Path.of("../examples").toAbsolutePath().normalize();

    @TempDir
    private Path directory;

    private record Ran(int exitCode, String out) {}

    private Ran run(String example, Map<String, String> environment, String... args)
            throws IOException, InterruptedException {
        return start(EXAMPLES.resolve(example), environment, args);
    }

    private Ran start(Path example, Map<String, String> environment, String... args)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("bash", example.resolve("run.sh").toString()));
        command.addAll(List.of(args));
        var log = directory.resolve("log");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        int code = builder.start().waitFor();
        return new Ran(code, Files.readString(log));
    }

    private Path executable(String name, String script) throws IOException {
        var file = directory.resolve(name);
        Files.writeString(file, "#!/usr/bin/env bash\n" + script, StandardCharsets.UTF_8);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String java() {
        return "'" + ProcessHandle.current().info().command().orElseThrow()
                + "' --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -XX:TieredStopAtLevel=1 -cp '"
                + Child.classPath() + "' io.streamgauge.cli.Main";
    }

    /** A server's command that notes its arguments and is the built-in server, on the port that it was given. */
    private Path standIn(String name, String style) throws IOException {
        return executable(name, """
                printf '%%s\\n' "$@" > '%s/arguments'
                while [ "$1" != --port ]; do shift; done
                exec %s mock-server --port "$2" --style %s --ttft 5ms --itl 1ms
                """.formatted(directory, java(), style));
    }

    private Map<String, String> small(int port) throws IOException {
        return Map.of(
                "PATH", directory + File.pathSeparator + System.getenv("PATH"),
                "STREAMGAUGE",
                        executable("streamgauge", "exec " + java() + " \"$@\"\n")
                                .toString(),
                "OUT", directory.resolve("out").toString(),
                "PORT", Integer.toString(port),
                "TOKENIZER", "builtin",
                "REQUESTS", "8",
                "CONCURRENCY", "4",
                "WARMUP", "2",
                "OUTPUT_TOKENS", "6",
                "WAIT_SECONDS", "120");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void trtllmServeFromNothingToNumbers() throws IOException, InterruptedException {
        standIn("trtllm-serve", "trtllm");
        int port = freePort();
        Ran ran = run("trtllm-serve", small(port));
        assertThat(ran.exitCode()).as(ran.out()).isZero();

        assertThat(Files.readAllLines(directory.resolve("arguments")))
                .containsExactly(
                        "deepseek-ai/DeepSeek-R1-Distill-Llama-70B",
                        "--backend",
                        "pytorch",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port),
                        "--tp_size",
                        "8",
                        "--max_batch_size",
                        "1024",
                        "--kv_cache_free_gpu_memory_fraction",
                        "0.9",
                        "--extra_llm_api_options",
                        directory.resolve("out/extra_llm_api_configs.yml").toString());
        assertThat(Files.readString(directory.resolve("out/extra_llm_api_configs.yml")))
                .contains(
                        "disable_overlap_scheduler: false\n",
                        "cuda_graph_config:\n  max_batch_size: 1024\n  enable_padding: true\n");
        var out = directory.resolve("out");
        assertThat(Files.readString(out.resolve("check.json"))).contains("\"choices\"");
        assertThat(Files.readString(out.resolve("bench.log"))).contains("Time To First Token (ms)");
        var summary = JsonMapper.shared().readTree(Files.readString(out.resolve("streamgauge/run_genai_perf.json")));
        assertThat(summary.at("/request_count/avg").asInt()).isEqualTo(8);
        assertThat(summary.at("/output_sequence_length/avg").asInt()).isEqualTo(6);
        assertThat(out.resolve("server.log")).exists();
        assertThat(out.resolve("server.pid")).doesNotExist();
        // The port is free again: what was started has been stopped.
        new ServerSocket(port).close();
    }

    @Test
    void aServerThatEndsIsSaidWithItsLastLines() throws IOException, InterruptedException {
        executable("trtllm-serve", "echo 'no GPU here'; exit 3\n");
        Ran ran = run("trtllm-serve", small(freePort()));
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out()).contains("no GPU here", "the server has ended; its last lines are above");
        assertThat(directory.resolve("out/streamgauge")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"trtllm-serve", "vllm", "sglang", "llama.cpp"})
    void dryRunPrintsTheCommandsAndDoesNothing(String example) throws IOException, InterruptedException {
        Ran ran = run(example, Map.of("OUT", directory.resolve("out").toString()), "--dry-run");
        assertThat(ran.exitCode()).as(ran.out()).isZero();
        assertThat(ran.out())
                .contains("# serve\n", "/health", "curl -fsS", " profile -m ", "--concurrency ", "# stop\n");
        assertThat(directory.resolve("out")).doesNotExist();
        // What is printed for Streamgauge is what Streamgauge understands.
        String bench = ran.out()
                .lines()
                .filter(line -> line.contains(" profile -m "))
                .findFirst()
                .orElseThrow();
        DocumentedCommands.parse(bench.substring(bench.indexOf(" profile ") + 1));
    }

    /** Scripts beside a copy of what they share, so that nothing is installed into the source tree. */
    @ParameterizedTest
    @ValueSource(strings = {"vllm", "sglang"})
    void whatIsMissingIsInstalledOnceItCanBe(String example) throws IOException, InterruptedException {
        var copy = Files.createDirectories(directory.resolve("examples").resolve(example));
        Files.copy(EXAMPLES.resolve("lib.sh"), copy.resolveSibling("lib.sh"));
        Files.copy(EXAMPLES.resolve(example + "/run.sh"), copy.resolve("run.sh"));
        // Has no sglang in it, and makes environments whose pip fails at first.
        executable("python3", """
                [ "$1" = -c ] && exit 1
                mkdir -p "$3/bin"
                printf '#!/bin/sh\\necho "$@" >> %s/installed\\n[ -e %s/network ]\\n' > "$3/bin/pip"
                chmod +x "$3/bin/pip"
                cp "$3/bin/pip" "$3/bin/python"
                """.formatted(directory, directory));
        Map<String, String> environment = Map.of(
                "PATH", directory + File.pathSeparator + System.getenv("PATH"),
                "VLLM", copy.resolve("venv/bin/vllm").toString(),
                "PYTHON", copy.resolve("venv/bin/python").toString(),
                "OUT", directory.resolve("out").toString());
        assertThat(start(copy, environment, "install").exitCode()).isNotZero();
        Files.createFile(directory.resolve("network"));
        assertThat(start(copy, environment, "install").exitCode()).isZero();
        assertThat(start(copy, environment, "install").exitCode()).isZero();
        assertThat(Files.readAllLines(directory.resolve("installed")))
                .hasSize(2)
                .allMatch(line -> line.startsWith("install --quiet " + example));
    }

    @Test
    void aStepThatIsNoneIsBadInput() throws IOException, InterruptedException {
        Ran ran = run("vllm", Map.of(), "serv");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).contains("there is no step 'serv'; steps: install serve wait check bench stop");
    }
}
