package io.streamgauge.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.streamgauge.jmh.Capture;
import io.streamgauge.jmh.NaiveReader;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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

/**
 * What would a whole answer cost a client made of what is at hand? The naive twin of {@link WholeAnswerBench}: the same
 * bytes in the same reads through Netty's {@link HttpClientCodec}, then Strings, their lines, and Jackson's streaming parser.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class NaiveAnswerBench {
    /** Whose bytes. */
    @Param({"llama-server", "vllm"})
    public String server = "llama-server";

    private final NaiveReader reader = new NaiveReader();
    private byte[] response = {};
    private int[] readEnds = {};

    @Setup
    public void load() {
        Capture capture = Capture.named(server);
        response = capture.response();
        readEnds = capture.readEnds(Integer.MAX_VALUE);
    }

    /** Returns the texts, each with the time of its read. */
    @Benchmark
    public List<String> answer() {
        var channel = new EmbeddedChannel(new HttpClientCodec());
        channel.writeOutbound(new io.netty.handler.codec.http.DefaultFullHttpRequest(
                io.netty.handler.codec.http.HttpVersion.HTTP_1_1, io.netty.handler.codec.http.HttpMethod.POST, "/"));
        channel.releaseOutbound();
        var texts = new ArrayList<String>();
        var times = new ArrayList<Long>();
        var pending = new ByteArrayOutputStream();
        int from = 0;
        for (int end : readEnds) {
            channel.writeInbound(Unpooled.wrappedBuffer(response, from, end - from));
            for (Object message = channel.readInbound(); message != null; message = channel.readInbound()) {
                if (message instanceof HttpContent content) {
                    take(content.content(), pending, texts, times, end);
                    content.release();
                }
            }
            from = end;
        }
        channel.finishAndReleaseAll();
        return times.size() == texts.size() ? texts : List.of();
    }

    private void take(ByteBuf bytes, ByteArrayOutputStream pending, List<String> texts, List<Long> times, long now) {
        pending.writeBytes(bytes.toString(StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8));
        String text = pending.toString(StandardCharsets.UTF_8);
        int events = text.lastIndexOf("\n\n");
        if (events < 0) {
            return;
        }
        for (String found : reader.texts(text.substring(0, events).getBytes(StandardCharsets.UTF_8))) {
            texts.add(found);
            times.add(now);
        }
        pending.reset();
        pending.writeBytes(text.substring(events + 2).getBytes(StandardCharsets.UTF_8));
    }
}
