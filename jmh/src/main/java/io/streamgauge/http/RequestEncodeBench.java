package io.streamgauge.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.streamgauge.endpoint.BodyOptions;
import io.streamgauge.endpoint.Endpoint;
import io.streamgauge.jmh.PromptSynthesisBench;
import io.streamgauge.prompt.Prompt;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What does a request cost? One operation is the request of a reference prompt: its body made of the prompt, which happens before the clock
 * starts, and head and body put into the buffer that is sent, which happens after. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RequestEncodeBench {
    private final PromptSynthesisBench prompts = new PromptSynthesisBench();
    private final Endpoint endpoint = Endpoint.named("chat");
    private final BodyOptions options = BodyOptions.streaming("deepseek-ai/DeepSeek-R1-Distill-Llama-70B");
    private final Prompt prompt = prompts.synthesize().getFirst();
    private final byte[] body = endpoint.body(prompt, options);
    private final byte[] head = new Route(
                    HttpSettings.to(Origin.http("127.0.0.1", 8000)).build(),
                    endpoint.path(options),
                    true,
                    endpoint.streamPaths(),
                    endpoint.wholePaths())
            .head(0);

    @TearDown
    public void close() {
        prompts.close();
    }

    /** Prompt to JSON, before the run. */
    @Benchmark
    public byte[] body() {
        return endpoint.body(prompt, options);
    }

    /** Head and body to the buffer that is sent. Returns its bytes. */
    @Benchmark
    public int encode() {
        ByteBuf request = Requests.encode(ByteBufAllocator.DEFAULT, head, body, body.length);
        int bytes = request.readableBytes();
        request.release();
        return bytes;
    }

    String prompt() {
        return prompt.joined();
    }

    /** The request as text. */
    String request() {
        ByteBuf request = Requests.encode(ByteBufAllocator.DEFAULT, head, body, body.length);
        String text = request.toString(java.nio.charset.StandardCharsets.UTF_8);
        request.release();
        return text;
    }
}
