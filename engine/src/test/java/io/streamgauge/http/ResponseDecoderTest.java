package io.streamgauge.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.streamgauge.sse.Captures;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same response however its bytes are cut, and the one that Netty's codec reads. */
class ResponseDecoderTest {
    /** A response, or as much of it as there was. */
    record Read(int status, String body, String end) {}

    static Stream<Path> captures() {
        return Captures.all().stream();
    }

    @ParameterizedTest
    @MethodSource("captures")
    void readsRealResponsesAlikeAtEverySplit(Path capture) {
        byte[] response = Captures.bytes(capture);
        Read expected = byNetty(response);
        assertThat(expected.body()).isEqualTo(new String(Captures.body(response), ISO_8859_1));
        for (int cut = 0; cut <= response.length; cut += response.length > 5_000 ? 7 : 1) {
            assertThat(read(response, cut)).as("cut at %d", cut).isEqualTo(expected);
        }
    }

    @Test
    void readsOrRefusesDamagedResponsesAlikeAtEverySplit() {
        byte[] original = ("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "a\r\n0123456789\r\n1F;x=y\r\n" + "z".repeat(31) + "\r\n0\r\nT: r\r\n\r\n")
                .getBytes(ISO_8859_1);
        for (long seed = 0; seed < 3_000; seed++) {
            var random = new Random(seed);
            byte[] damaged = original.clone();
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                damaged[random.nextInt(damaged.length)] =
                        (byte) "\r\n0:;fFg \t-x\u0000\u00ff".charAt(random.nextInt(14));
            }
            Read whole = read(damaged, 0);
            int cut = random.nextInt(damaged.length + 1);
            assertThat(read(damaged, cut)).as("seed %d, cut at %d", seed, cut).isEqualTo(whole);
            int[] everywhere =
                    java.util.stream.IntStream.range(1, damaged.length).toArray();
            assertThat(read(damaged, everywhere)).as("seed %d", seed).isEqualTo(whole);
        }
    }

    /** Reads pieces that lie in memory of their own, amid bytes that would show if they were looked at, and overwritten after their time. */
    private static Read read(byte[] response, int... cuts) {
        var decoder = new ResponseDecoder();
        decoder.reset();
        var body = new StringBuilder();
        int[] ends = Arrays.copyOf(cuts, cuts.length + 1);
        ends[cuts.length] = response.length;
        int from = 0;
        for (int end : ends) {
            byte[] piece = new byte[end - from + 16];
            Arrays.fill(piece, (byte) '\n');
            System.arraycopy(response, from, piece, 8, end - from);
            String stop = step(decoder, piece, 8, 8 + end - from, body);
            if (!stop.equals("MORE")) {
                return new Read(decoder.head().status(), body.toString(), stop);
            }
            Arrays.fill(piece, (byte) '\n');
            from = end;
        }
        return new Read(decoder.head().status(), body.toString(), "MORE");
    }

    private static String step(ResponseDecoder decoder, byte[] piece, int from, int to, StringBuilder body) {
        int at = from;
        while (true) {
            ResponseDecoder.Step step = decoder.decode(piece, at, to);
            at = decoder.position();
            switch (step) {
                case BODY -> {
                    int length = decoder.bodyTo() - decoder.bodyFrom();
                    body.append(new String(piece, decoder.bodyFrom(), length, ISO_8859_1));
                }
                case HEAD -> {}
                case MALFORMED -> {
                    assertThat(decoder.problem()).isNotBlank();
                    return "MALFORMED";
                }
                case MORE, END -> {
                    return step.name();
                }
            }
        }
    }

    private static Read byNetty(byte[] response) {
        var channel = new EmbeddedChannel(new HttpClientCodec());
        channel.writeOutbound(new io.netty.handler.codec.http.DefaultFullHttpRequest(
                io.netty.handler.codec.http.HttpVersion.HTTP_1_1, io.netty.handler.codec.http.HttpMethod.POST, "/"));
        io.netty.util.ReferenceCountUtil.release(channel.readOutbound());
        channel.writeInbound(Unpooled.wrappedBuffer(response));
        int status = 0;
        var body = new StringBuilder();
        String end = "MORE";
        for (Object part = channel.readInbound(); part != null; part = channel.readInbound()) {
            if (part instanceof HttpResponse head) {
                status = head.status().code();
            }
            if (part instanceof HttpContent content) {
                body.append(content.content().toString(ISO_8859_1));
            }
            if (part instanceof LastHttpContent) {
                end = "END";
            }
            io.netty.util.ReferenceCountUtil.release(part);
        }
        channel.finishAndReleaseAll();
        return new Read(status, body.toString(), end);
    }
}
