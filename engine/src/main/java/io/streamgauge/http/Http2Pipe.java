package io.streamgauge.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import io.streamgauge.record.Stamp;
import org.jspecify.annotations.Nullable;

/**
 * A place on an {@link Http2Link} that carries one request after the other, each as a stream of its own. Loop-owned.
 *
 * <p>What one read of the socket brought for it is gathered, as HTTP/1.1, and told at the end of that read in one piece:
 * frames of many streams lie between each other in a read, and tokens of a stream that came together must be known to.
 */
final class Http2Pipe implements Pipe {
    /** In place of a stream's number: there is none. */
    static final int NO_STREAM = 0;

    private static final int USUAL_BYTES = 512;
    private static final int KEPT_BYTES = 4 * 1024;

    private final HttpLoop loop;
    private final Http2Link link;
    private final Connection connection;
    private @Nullable ByteBuf arrived;
    private int stream;
    private boolean headCame;
    private boolean bodiless;
    private boolean answered;
    private boolean closed;

    private boolean broken;
    private boolean untaken;
    private @Nullable String why;

    /** Whether it is on its link's list of those that something came for. */
    boolean touched;

    Http2Pipe(HttpLoop loop, Http2Link link, Connection connection) {
        this.loop = loop;
        this.link = link;
        this.connection = connection;
    }

    int stream() {
        return stream;
    }

    @Override
    public void write(byte[] head, byte[] body, int bodyLength) {
        headCame = bodiless = answered = false;
        stream = link.request(this, head, body, bodyLength);
        if (stream == NO_STREAM) {
            breakOff("no stream could be opened", true);
        }
    }

    // ---- for the codec, in the middle of a read ----

    void head(Http2Headers headers, boolean last) {
        CharSequence status = headers.status();
        if (headCame) {
            end(last); // trailers
        } else if (status == null || status.length() != 3) {
            breakOff("HTTP/2: an answer without a status", false);
        } else {
            headCame = status.charAt(0) != '1';
            bodiless = AsciiString.contentEquals(status, "204") || AsciiString.contentEquals(status, "304");
            Http2Heads.appendAnswer(gathered(), headers);
            end(last);
        }
    }

    void data(ByteBuf data, boolean last) {
        if (data.isReadable() && !answered) {
            Http2Heads.appendChunk(gathered(), data);
        }
        end(last);
    }

    private void end(boolean last) {
        if (last && !answered) {
            answered = true;
            if (!bodiless) {
                Http2Heads.appendEnd(gathered());
            }
        }
    }

    private ByteBuf gathered() {
        link.touch(this);
        ByteBuf bytes = arrived;
        if (bytes == null) {
            bytes = link.buffer(USUAL_BYTES);
            arrived = bytes;
        }
        return bytes;
    }

    /** The stream is over before its answer; nothing happens if that was complete. */
    void reset(String reason, boolean untakenUp) {
        if (!answered) {
            stream = NO_STREAM;
            breakOff(reason, untakenUp);
        }
    }

    /** No more streams can be had here, and the one under way, if any, is over. */
    void lost(@Nullable String reason, boolean untakenUp) {
        stream = NO_STREAM;
        breakOff(reason, untakenUp);
    }

    private void breakOff(@Nullable String reason, boolean untakenUp) {
        if (!broken) {
            broken = true;
            why = reason;
            untaken = untakenUp;
            link.touch(this);
        }
    }

    // ---- between reads ----

    /** Tells the connection what came for it at {@code nanos}. */
    void deliver(long nanos) {
        touched = false;
        ByteBuf bytes = arrived;
        if (bytes != null) {
            ReadBuffer buffer = loop.readBuffer();
            while (!closed && bytes.isReadable()) {
                connection.read(buffer.bytes(), 0, buffer.take(bytes), nanos, Stamp.USER);
            }
            if (!closed) {
                recycle(bytes);
            }
        }
        if (broken && !closed) {
            connection.ended(why, nanos, untaken);
        }
    }

    private void recycle(ByteBuf bytes) {
        if (bytes.capacity() > KEPT_BYTES) {
            arrived = null;
            bytes.release();
        } else {
            bytes.clear();
        }
    }

    @Override
    public boolean isFlushed() {
        return !broken && answered && !link.isOpen(stream);
    }

    @Override
    public Stamp stamp() {
        return Stamp.USER;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        ByteBuf bytes = arrived;
        arrived = null;
        if (bytes != null) {
            bytes.release();
        }
        link.leave(this);
    }
}
