package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.mock.LatencyModel;
import io.streamgauge.mock.MockOptions;
import io.streamgauge.mock.MockServer;
import io.streamgauge.record.RecordReader;
import io.streamgauge.record.RequestRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A command run in this process, with what it printed. */
record CommandRun(int exitCode, String out, String err) {
    private static final Map<String, String> OFFLINE = Map.of("HF_HUB_OFFLINE", "1");

    static CommandRun of(String... args) {
        return of(OFFLINE, args);
    }

    static CommandRun of(Map<String, String> variables, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Environment environment = new Environment(variables, false, 200);
        int code = CommandTree.run(new PrintWriter(out), new PrintWriter(err), environment, args);
        return new CommandRun(code, out.toString(), err.toString());
    }

    /** A profile of a server with the built-in tokenizer and results in {@code directory}. */
    static CommandRun profile(Map<String, String> variables, String url, Path directory, String... more) {
        List<String> args = new ArrayList<>(List.of("profile", "-m", "m", "--tokenizer", "builtin"));
        args.addAll(List.of("--url", url, "--artifact-dir", directory.toString()));
        args.addAll(List.of(more));
        return of(variables, args.toArray(String[]::new));
    }

    static CommandRun profile(String url, Path directory, String... more) {
        return profile(OFFLINE, url, directory, more);
    }

    /** The same of the built-in server, which answers at once. */
    static CommandRun profileMock(Path directory, String... more) {
        try (MockServer server = MockServer.start(MockOptions.builder()
                .ttft(LatencyModel.parse("1ms"))
                .itl(LatencyModel.parse("0ms"))
                .build())) {
            return profile("127.0.0.1:" + server.port(), directory, more);
        }
    }

    /** A file of those that the data sets' tests have. */
    static String dataset(String name) {
        return Path.of("src/test/resources/io/streamgauge/dataset", name).toString();
    }

    /** It did what it was asked for. */
    CommandRun assertDone() {
        assertThat(exitCode).as(err).isZero();
        return this;
    }

    /** Nothing was done, and one line says why. */
    void assertRefused(String because) {
        assertThat(exitCode).as(err).isEqualTo(2);
        assertThat(err).contains(because).hasLineCount(1);
    }

    /** The same of a sweep with these flags, which has left nothing behind. */
    static void assertSweepRefused(Path directory, String flags, String because) {
        of(("profile -m m --tokenizer builtin --url 127.0.0.1:1 --artifact-dir " + directory + " " + flags).split(" "))
                .assertRefused(because);
        assertThat(directory).isEmptyDirectory();
    }

    /** The bodies that a run sent, in the order of their tickets. */
    static List<JsonNode> sent(Path directory) throws IOException {
        JsonNode tree = JsonMapper.shared().readTree(Files.readString(directory.resolve("profile_export.json")));
        List<JsonNode> bodies = new ArrayList<>();
        for (JsonNode request : tree.at("/experiments/0/requests")) {
            bodies.add(JsonMapper.shared()
                    .readTree(request.at("/request_inputs/payload").asString()));
        }
        return bodies;
    }

    /** What a sweep or a search came to. */
    static JsonNode points(Path directory) {
        return JsonMapper.shared()
                .readTree(directory.resolve("analyze_points.json").toFile());
    }

    static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    static List<RequestRecord> records(Path directory) throws IOException {
        return RecordReader.read(directory.resolve("records.jsonl")).records();
    }
}
