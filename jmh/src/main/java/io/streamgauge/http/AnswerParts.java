package io.streamgauge.http;

/** The wire path's benchmark bodies, ready to be run by others. One thread. */
public final class AnswerParts implements AutoCloseable {
    private final WholeAnswerBench whole;
    private final ResponseDecodeBench framing = new ResponseDecodeBench();

    /** @param events events of the answer before those that end it */
    public AnswerParts(int events) {
        whole = new WholeAnswerBench();
        whole.events = events;
        whole.load();
        framing.events = events;
        framing.load();
    }

    /** Reads the whole answer; returns its token events. */
    public int answer() {
        return whole.answer();
    }

    /** Reads the framing alone; returns the bytes of the body. */
    public long framing() {
        return framing.decode();
    }

    @Override
    public void close() {
        whole.close();
    }
}
