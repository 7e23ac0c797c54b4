package io.streamgauge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.uring.IoUring;
import io.streamgauge.jmh.Capture;
import io.streamgauge.jmh.NaiveReader;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class WirePartsBenchTest {
    @ParameterizedTest
    @ValueSource(strings = {"llama-server", "vllm"})
    void decodesAllOfTheBody(String server) {
        var bench = new ResponseDecodeBench();
        bench.server = server;
        bench.load();
        assertThat(bench.decode()).isEqualTo(Capture.named(server).body().length);
    }

    @Test
    void keepsEveryTokensTimeAndText() {
        var bench = new RecordAppendBench();
        int bytes = bench.append();
        var times = bench.timeline().toTokenTimes();
        assertThat(times.count()).isEqualTo(RecordAppendBench.TOKENS);
        assertThat(times.at(1) - times.at(0)).isEqualTo(10_000_000);
        assertThat(bytes).isEqualTo(bench.timeline().bytes() + RecordAppendBench.TOKENS * 5);
        assertThat(bench.append()).isEqualTo(bytes);
    }

    @Test
    void requestIsWhatAServerReads() {
        var bench = new RequestEncodeBench();
        try {
            String request = bench.request();
            int head = request.indexOf("\r\n\r\n") + 4;
            byte[] body = request.substring(head).getBytes(StandardCharsets.UTF_8);
            assertThat(request).startsWith("POST /v1/chat/completions HTTP/1.1\r\n");
            assertThat(request).contains("\r\nContent-Length: " + body.length + "\r\n");
            assertThat(body).isEqualTo(bench.body());
            assertThat(JsonMapper.shared()
                            .readTree(body)
                            .at("/messages/0/content")
                            .asString())
                    .isEqualTo(bench.prompt());
            assertThat(bench.encode()).isEqualTo(request.getBytes(StandardCharsets.UTF_8).length);
        } finally {
            bench.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama-server", "vllm"})
    void headSaysStatusAndFraming(String server) {
        var bench = new ResponseHeadBench();
        bench.server = server;
        bench.load();
        assertThat(bench.read()).isEqualTo(1200);
        assertThat(bench.read()).isEqualTo(1200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama-server", "vllm"})
    void naiveTwinReadsTheSameTexts(String server) {
        var bench = new NaiveAnswerBench();
        bench.server = server;
        bench.load();
        assertThat(bench.answer())
                .isEqualTo(new NaiveReader().texts(Capture.named(server).body()));
    }

    /** io_uring where this kernel lets a process have it, which many containers forbid. */
    static Stream<String> transports() {
        return Stream.of("epoll-kernel", "epoll-user", "nio", "io_uring")
                .filter(transport -> !transport.equals("io_uring") || IoUring.isAvailable());
    }

    @ParameterizedTest
    @MethodSource("transports")
    void answersComeOverARealSocket(String transport) throws Exception {
        var bench = new LoopbackAnswerBench();
        bench.transport = transport;
        bench.open();
        try {
            int tokens = new NaiveReader().texts(Capture.vllm().body()).size();
            assertThat(bench.answer()).isEqualTo(tokens);
            assertThat(bench.answer()).isEqualTo(tokens);
        } finally {
            bench.close();
        }
    }
}
