package io.streamgauge.record;

/** The part of a run that a request belongs to; only {@link #MEASURE} counts in results. */
public enum Phase {
    WARMUP("warmup"),
    MEASURE("measure");

    private final String key;

    Phase(String key) {
        this.key = key;
    }

    /** The name in the record file. */
    public String key() {
        return key;
    }
}
