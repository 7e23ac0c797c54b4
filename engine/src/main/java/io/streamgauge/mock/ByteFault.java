package io.streamgauge.mock;

import io.netty.buffer.ByteBuf;

/** Bends the bytes of one response on their way out. Event-loop thread only. */
abstract class ByteFault {
    /** Sends the buffer, or what is to become of it; takes it over. */
    abstract void send(ByteBuf buffer, Connection connection);

    /** Lets so many bytes out, then ends the connection and swallows the rest. */
    static final class CutAfter extends ByteFault {
        private final Connection.Ending ending;
        private int left;

        CutAfter(int bytes, Connection.Ending ending) {
            this.left = bytes;
            this.ending = ending;
        }

        @Override
        void send(ByteBuf buffer, Connection connection) {
            if (buffer.readableBytes() < left) {
                left -= buffer.readableBytes();
                connection.write(buffer);
                return;
            }
            if (connection.isClosing()) {
                buffer.release();
                return;
            }
            connection.write(buffer.readRetainedSlice(left));
            buffer.release();
            connection.end(ending);
        }
    }

    /** Writes and flushes a few bytes at a time. */
    static final class Tiny extends ByteFault {
        private final int bytes;

        Tiny(int bytes) {
            this.bytes = Math.max(1, bytes);
        }

        @Override
        void send(ByteBuf buffer, Connection connection) {
            while (buffer.isReadable()) {
                connection.write(buffer.readRetainedSlice(Math.min(bytes, buffer.readableBytes())));
            }
            buffer.release();
        }
    }

    /** Spoils the first bytes, which are the status line's; the rest passes. */
    static final class GarbageStatus extends ByteFault {
        private boolean spoilt;

        @Override
        void send(ByteBuf buffer, Connection connection) {
            if (!spoilt) {
                spoilt = true;
                for (var i = 0; i < Math.min(8, buffer.readableBytes()); i++) {
                    buffer.setByte(buffer.readerIndex() + i, '#');
                }
            }
            connection.write(buffer);
        }
    }

    /** Leaves out the first bytes, which have been sent before. */
    static final class SkipFirst extends ByteFault {
        private int left;

        SkipFirst(int bytes) {
            left = bytes;
        }

        @Override
        void send(ByteBuf buffer, Connection connection) {
            var skipped = Math.min(left, buffer.readableBytes());
            left -= skipped;
            connection.write(buffer.skipBytes(skipped));
        }
    }
}
