package io.streamgauge.mock;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Takes an answer as the bytes that it is in HTTP/1.1, with whatever faults do to them, and passes it on as messages, which
 * become frames. A stream whose bytes are no answer is reset.
 */
final class StreamAnswer extends ChannelOutboundHandlerAdapter {
    private final EmbeddedChannel decoder = new EmbeddedChannel(new HttpResponseDecoder());
    private boolean interim;

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        decoder.writeInbound((ByteBuf) message);
        for (HttpObject part = decoder.readInbound(); part != null; part = decoder.readInbound()) {
            if (part.decoderResult().isFailure()) {
                ReferenceCountUtil.release(part);
                context.close();
            } else if (isInterim(part)) {
                ReferenceCountUtil.release(part);
            } else {
                context.write(part);
            }
        }
        promise.trySuccess();
    }

    /** "100 Continue" has no place here: nobody waits for it, since flow control does that. */
    private boolean isInterim(HttpObject part) {
        if (part instanceof HttpResponse response) {
            interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        }
        boolean is = interim;
        if (part instanceof LastHttpContent) {
            interim = false;
        }
        return is;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        decoder.finishAndReleaseAll();
    }
}
