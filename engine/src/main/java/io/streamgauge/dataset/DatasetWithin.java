package io.streamgauge.dataset;

import org.jspecify.annotations.Nullable;

/** The requests of a stretch of a trace; those of which nobody knows when they came are passed on. */
record DatasetWithin(Dataset all, long fromNanos, long toNanos) implements Dataset {
    @Override
    public @Nullable Entry next() {
        var entry = all.next();
        while (entry != null
                && entry.atNanos() != Entry.ABSENT
                && (entry.atNanos() < fromNanos || entry.atNanos() >= toNanos)) {
            entry = all.next();
        }
        return entry;
    }

    @Override
    public long skipped() {
        return all.skipped();
    }

    @Override
    public long leftOut() {
        return all.leftOut();
    }

    @Override
    public void close() {
        all.close();
    }
}
