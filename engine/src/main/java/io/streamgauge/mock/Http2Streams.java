package io.streamgauge.mock;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;

/** HTTP/2 connections: each stream is a channel that carries one request, and is answered like a connection of HTTP/1.1. */
final class Http2Streams {
    private Http2Streams() {}

    /** Has a channel speak HTTP/2. */
    static void speak(Channel channel, Desk desk, Loop loop) {
        var codec = Http2FrameCodecBuilder.forServer()
                .initialSettings(Http2Settings.defaultSettings().maxConcurrentStreams(Integer.MAX_VALUE))
                .gracefulShutdownTimeoutMillis(0)
                // Any number of streams may be cancelled: that is what a benchmark may be about.
                .decoderEnforceMaxRstFramesPerWindow(0, 0)
                .build();
        channel.pipeline()
                .addLast(codec)
                .addLast(new Http2MultiplexHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel stream) {
                        stream.pipeline()
                                .addLast(new Http2StreamFrameToHttpObjectCodec(true))
                                .addLast(new StreamAnswer())
                                .addLast(new Connection(stream, desk, loop));
                    }
                }))
                .addLast(new BrokenConnection());
    }

    /** What breaks a connection is the client's affair; its streams are told of the end. */
    private static final class BrokenConnection extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
