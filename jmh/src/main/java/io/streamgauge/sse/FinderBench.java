package io.streamgauge.sse;

import io.streamgauge.endpoint.Endpoint;
import io.streamgauge.jmh.Capture;
import io.streamgauge.jmh.NaiveReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What does it cost to find the text in one event's JSON where no comparison helps? One operation is one event: a usual one, the first of an answer,
 * or one full of fields that look like the text and are not. Beside it Jackson's streaming parser on the same bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FinderBench {
    private static final String DECOYS = """
            {"choices":[{"index":0,"logprobs":{"content":[{"token":"x","logprob":-0.1,"top_logprobs":[\
            {"token":"\\"content\\":\\"no\\"","logprob":-2.5},{"token":"}]}","logprob":-3.5}]}]},\
            "message":{"content":"not this"},"delta":{"tool":{"content":"nor this"},"role":"assistant","content":"text",\
            "annotations":[{"content":"never"}]},"finish_reason":null}],"content":"no","id":"chatcmpl-1","prompt_text":"{\\"choices\\":[]}"}""";

    /** Which event. */
    @Param({"usual", "first", "decoys"})
    public String event = "usual";

    private final TextPaths paths = Endpoint.named("chat").streamPaths();
    private final TextFinder finder = new TextFinder();
    private final NaiveReader naive = new NaiveReader();
    private String data = "";
    private byte[] bytes = {};

    @Setup
    public void load() {
        data = switch (event) {
            case "usual" -> dataOf(Capture.llamaServer().usualEvents());
            case "first" -> dataOf(Capture.llamaServer().firstEvent());
            case "decoys" -> DECOYS;
            default -> throw new IllegalArgumentException(event);
        };
        bytes = data.getBytes(StandardCharsets.UTF_8);
    }

    /** The JSON of the first line. */
    private static String dataOf(byte[] events) {
        int end = 0;
        while (events[end] != '\n') {
            end++;
        }
        String line = new String(Arrays.copyOf(events, end), StandardCharsets.UTF_8);
        return Objects.requireNonNull(line).substring("data: ".length());
    }

    /** Ours. Returns the number of texts and their bytes, as one number. */
    @Benchmark
    public int finder() {
        if (!finder.find(paths, bytes, 0, bytes.length)) {
            throw new IllegalStateException(finder.problem());
        }
        return finder.texts() == 0 ? 0 : 1000 * finder.texts() + finder.textTo(0) - finder.textFrom(0);
    }

    /** Jackson's, on a String as it comes from a line reader: any field called content. */
    @Benchmark
    public String jackson() {
        return naive.content(data);
    }

    /** What is found, for the test. */
    String found() {
        int texts = finder();
        return texts == 0 ? "" : JsonText.string(bytes, finder.textFrom(0), finder.textTo(0));
    }

    String data() {
        return data;
    }
}
