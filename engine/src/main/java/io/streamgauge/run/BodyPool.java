package io.streamgauge.run;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Arrays for bodies that are read, sent, and forgotten, used again and again. A body lives as long as its request, often longer
 * than a young object may: garbage of that age is collected so late that a large file would fill the heap with bodies that
 * nobody needs. Any thread.
 */
final class BodyPool {
    /** Arrays of at most a quarter more than is asked for: four sizes to each doubling. */
    private static final int STEPS = 4;

    private static final int LEAST_BYTES = 256;
    private static final int SIZES = STEPS * 19;

    private final ArrayDeque<byte[]>[] free = deques();

    @SuppressWarnings({"unchecked", "rawtypes"}) // arrays of generic types cannot be made otherwise
    private static ArrayDeque<byte[]>[] deques() {
        return new ArrayDeque[SIZES];
    }

    /** An array that holds {@code length} bytes, with anything in it. */
    byte[] take(int length) {
        int size = sizeOf(length);
        if (size >= SIZES) {
            return new byte[length];
        }
        byte[] array = poll(size);
        return array == null ? new byte[bytesOf(size)] : array;
    }

    private synchronized byte @Nullable [] poll(int size) {
        ArrayDeque<byte[]> arrays = free[size];
        return arrays == null ? null : arrays.poll();
    }

    /** Takes back an array of {@link #take} that nobody looks at any more. */
    synchronized void give(byte[] array) {
        int size = sizeOf(array.length);
        if (size < SIZES && bytesOf(size) == array.length) {
            if (free[size] == null) {
                free[size] = new ArrayDeque<>();
            }
            free[size].push(array);
        }
    }

    /** The smallest size that is large enough. */
    private static int sizeOf(int length) {
        int size = 0;
        while (size < SIZES && bytesOf(size) < length) {
            size++;
        }
        return size;
    }

    private static int bytesOf(int size) {
        return (int) (((long) LEAST_BYTES * (STEPS + size % STEPS) / STEPS) << (size / STEPS));
    }
}
