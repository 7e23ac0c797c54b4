package io.streamgauge.record;

/** Where the receive times of a request come from. */
public enum Stamp {
    /** The kernel's time of arrival, carried to the monotonic clock. */
    KERNEL("kernel"),
    /** The monotonic clock, read in this process right after the socket read. */
    USER("user");

    private final String key;

    Stamp(String key) {
        this.key = key;
    }

    /** The name in the record file. */
    public String key() {
        return key;
    }
}
