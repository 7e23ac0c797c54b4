package io.streamgauge.dataset;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Some of the bytes of a file, which others may read elsewhere at the same time. */
final class FilePart extends InputStream {
    private final FileChannel channel;
    private final long end;
    private long position;

    /** @throws IOException where the file is not that long */
    FilePart(FileChannel channel, long start, long length) throws IOException {
        this.channel = channel;
        if (start < 0 || length < 0 || length > channel.size() - start) {
            throw new IOException("a part of it ends behind the file");
        }
        position = start;
        end = start + length;
    }

    /** Fills the buffer with the bytes from that place on, and turns it to be read. */
    static void read(FileChannel channel, ByteBuffer bytes, long at) throws IOException {
        int first = bytes.position();
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, at + bytes.position() - first) < 0) {
                throw new EOFException("it has become shorter");
            }
        }
        bytes.flip();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int most = (int) Math.min(length, end - position);
        int read = most == 0 ? -1 : channel.read(ByteBuffer.wrap(bytes, from, most), position);
        position += Math.max(0, read);
        return read;
    }
}
