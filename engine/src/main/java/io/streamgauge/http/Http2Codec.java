package io.streamgauge.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/**
 * Speaks HTTP/2 on one channel: Netty's frames, header compression, flow control, pings and settings, without a channel for
 * each stream. Its stamp is the clock, read once for each read of the socket, before any frame is looked at. Loop-owned.
 */
final class Http2Codec extends Http2ConnectionHandler {
    /** The windows of the connection and of each stream: so large that the server never waits for us to read on. */
    private static final int WINDOW_BYTES = 1 << 30;

    private static final int FIRST_WINDOW_BYTES = 65_535; // RFC 9113 section 6.9.2

    private final HttpLoop loop;
    private final Http2Link link;
    private final Http2Heads heads;
    private final Http2Connection.PropertyKey placeKey;
    private @Nullable ChannelHandlerContext context;
    private boolean reading;

    Http2Codec(HttpLoop loop, Http2Link link, Http2Heads heads) {
        this(loop, link, heads, new DefaultHttp2Connection(false));
    }

    private Http2Codec(HttpLoop loop, Http2Link link, Http2Heads heads, Http2Connection connection) {
        this(loop, link, heads, new DefaultHttp2ConnectionEncoder(connection, new DefaultHttp2FrameWriter()));
    }

    private Http2Codec(HttpLoop loop, Http2Link link, Http2Heads heads, Http2ConnectionEncoder encoder) {
        super(
                new DefaultHttp2ConnectionDecoder(
                        encoder.connection(),
                        encoder,
                        new DefaultHttp2FrameReader(new DefaultHttp2HeadersDecoder(true, ResponseHead.MAX_HEAD_BYTES))),
                encoder,
                Http2Settings.defaultSettings()
                        .pushEnabled(false)
                        .initialWindowSize(WINDOW_BYTES)
                        .maxHeaderListSize(ResponseHead.MAX_HEAD_BYTES));
        this.loop = loop;
        this.link = link;
        this.heads = heads;
        this.placeKey = encoder.connection().newKey();
        gracefulShutdownTimeoutMillis(0); // whoever closes it waits for nothing any more
        decoder().frameListener(new Frames());
    }

    /** Says what we are and what we allow; the handler is in its pipeline. */
    void begin() {
        ChannelHandlerContext here = context();
        try {
            connection()
                    .local()
                    .flowController()
                    .incrementWindowSize(connection().connectionStream(), WINDOW_BYTES - FIRST_WINDOW_BYTES);
        } catch (Http2Exception e) {
            throw new IllegalStateException(e);
        }
        flush(here);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) throws Exception {
        context = added;
        super.handlerAdded(added);
    }

    private ChannelHandlerContext context() {
        if (context == null) {
            throw new IllegalStateException("used before it was in a pipeline");
        }
        return context;
    }

    /** How many streams the server allows us at a time. */
    int mostStreams() {
        return connection().local().maxActiveStreams();
    }

    boolean isReading() {
        return reading;
    }

    @Override
    public void channelRead(ChannelHandlerContext at, Object message) throws Exception {
        long nanos = loop.now();
        reading = true;
        try {
            super.channelRead(at, message);
        } finally {
            reading = false;
            link.deliver(nanos);
        }
    }

    /** Sends a request; the number of its stream, {@link Http2Pipe#NO_STREAM} where none can be had. */
    @SuppressWarnings("FutureReturnValueIgnored") // a write that fails ends the stream or the channel, which is told
    int request(Http2Pipe place, byte[] head, byte[] body, int bodyLength) {
        if (connection().goAwayReceived() || !connection().local().canOpenStream()) {
            return Http2Pipe.NO_STREAM;
        }
        ChannelHandlerContext here = context();
        int number = connection().local().incrementAndGetNextStreamId();
        encoder().writeHeaders(here, number, heads.request(head, bodyLength), 0, bodyLength == 0, here.newPromise());
        Http2Stream stream = connection().stream(number);
        if (stream == null) {
            return Http2Pipe.NO_STREAM;
        }
        stream.setProperty(placeKey, place);
        if (bodyLength > 0) {
            ByteBuf bytes = here.alloc().directBuffer(bodyLength).writeBytes(body, 0, bodyLength);
            encoder().writeData(here, number, bytes, 0, true, here.newPromise());
        }
        flush(here);
        return number;
    }

    boolean isOpen(int number) {
        Http2Stream stream = connection().stream(number);
        return number != Http2Pipe.NO_STREAM && stream != null && stream.state() != Http2Stream.State.CLOSED;
    }

    /** Tells the server that nothing more of this stream is wanted, if it is not over. */
    @SuppressWarnings("FutureReturnValueIgnored") // what becomes of it is of no interest
    void cancel(int number) {
        if (isOpen(number)) {
            ChannelHandlerContext here = context();
            resetStream(here, number, Http2Error.CANCEL.code(), here.newPromise());
            flush(here);
        }
    }

    private @Nullable Http2Pipe placeOf(int number) {
        Http2Stream stream = connection().stream(number);
        Http2Pipe place = stream == null ? null : stream.getProperty(placeKey);
        // The place may have gone on to another stream.
        return place != null && place.stream() == number ? place : null;
    }

    @Override
    protected void onStreamError(
            ChannelHandlerContext at, boolean outbound, Throwable cause, Http2Exception.StreamException error) {
        Http2Pipe place = placeOf(error.streamId());
        super.onStreamError(at, outbound, cause, error);
        if (place != null) {
            place.reset("HTTP/2: " + Causes.oneLine(error), false);
        }
    }

    @Override
    protected void onConnectionError(
            ChannelHandlerContext at, boolean outbound, Throwable cause, @Nullable Http2Exception error) {
        super.onConnectionError(at, outbound, cause, error);
        link.lost("HTTP/2: " + Causes.oneLine(cause));
    }

    /** What the server says. */
    private final class Frames extends Http2FrameAdapter {
        @Override
        public int onDataRead(ChannelHandlerContext at, int number, ByteBuf data, int padding, boolean last) {
            Http2Pipe place = placeOf(number);
            if (place != null) {
                place.data(data, last);
            }
            return data.readableBytes() + padding;
        }

        @Override
        public void onHeadersRead(
                ChannelHandlerContext at, int number, Http2Headers headers, int padding, boolean last) {
            Http2Pipe place = placeOf(number);
            if (place != null) {
                place.head(headers, last);
            }
        }

        @Override
        public void onHeadersRead(
                ChannelHandlerContext at,
                int number,
                Http2Headers headers,
                int dependency,
                short weight,
                boolean exclusive,
                int padding,
                boolean last) {
            onHeadersRead(at, number, headers, padding, last);
        }

        @Override
        public void onRstStreamRead(ChannelHandlerContext at, int number, long code) {
            Http2Pipe place = placeOf(number);
            if (place != null) {
                place.reset("the server reset the stream with " + name(code), code == Http2Error.REFUSED_STREAM.code());
            }
        }

        @Override
        public void onSettingsRead(ChannelHandlerContext at, Http2Settings settings) {
            link.settingsCame(mostStreams());
        }

        @Override
        public void onGoAwayRead(ChannelHandlerContext at, int lastStream, long code, ByteBuf debugData) {
            link.leaving(lastStream, "the server goes away with " + name(code));
        }

        private static String name(long code) {
            Http2Error known = Http2Error.valueOf(code);
            return known == null ? "code " + code : known.name();
        }
    }
}
