package io.streamgauge.http;

import java.util.Arrays;

/** Any bytes as a response: decoded in one piece and in two, the same comes of it, within the bytes given. */
public final class DecoderFuzz {
    private static final int MARGIN = 8;

    private final ResponseDecoder decoder = new ResponseDecoder();
    private final byte[] body;
    private int bodyLength;

    private DecoderFuzz(int most) {
        body = new byte[most];
        decoder.reset();
    }

    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length < 2) {
            return;
        }
        int cut = 2 + (((data[0] & 0xff) << 8) | (data[1] & 0xff)) % (data.length - 1);
        DecoderFuzz whole = new DecoderFuzz(data.length);
        ResponseDecoder.Step end = whole.take(data, 2, data.length);
        DecoderFuzz parts = new DecoderFuzz(data.length);
        ResponseDecoder.Step first = parts.take(data, 2, cut);
        ResponseDecoder.Step last = first == ResponseDecoder.Step.MORE ? parts.take(data, cut, data.length) : first;
        check(end == last, "ends as " + end + " whole and as " + last + " cut at " + cut);
        check(
                whole.decoder.head().status() == parts.decoder.head().status()
                        && Arrays.equals(whole.body, 0, whole.bodyLength, parts.body, 0, parts.bodyLength),
                "differs when cut at " + cut);
    }

    private ResponseDecoder.Step take(byte[] data, int from, int to) {
        byte[] piece = new byte[to - from + 2 * MARGIN];
        Arrays.fill(piece, (byte) '\n');
        System.arraycopy(data, from, piece, MARGIN, to - from);
        int end = MARGIN + to - from;
        int at = MARGIN;
        while (true) {
            ResponseDecoder.Step step = decoder.decode(piece, at, end);
            check(decoder.position() >= at && decoder.position() <= end, "leaves its bytes");
            at = decoder.position();
            if (step == ResponseDecoder.Step.BODY) {
                int length = decoder.bodyTo() - decoder.bodyFrom();
                check(decoder.bodyFrom() >= MARGIN && length > 0 && decoder.bodyTo() <= end, "tells a body outside");
                System.arraycopy(piece, decoder.bodyFrom(), body, bodyLength, length);
                bodyLength += length;
            } else if (step != ResponseDecoder.Step.HEAD) {
                return step;
            }
        }
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("the decoder " + what);
        }
    }
}
