package io.streamgauge.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class StampedReceiverTest {
    /** The kernel knows an address only: memory that the collector takes meanwhile is somebody else's when it writes there. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void keepsTheBufferThatTheKernelWritesTo() {
        var buffer = ByteBuffer.allocateDirect(64);
        var watched = new WeakReference<>(buffer);
        try (var receiver = new StampedReceiver(MemorySegment.ofBuffer(buffer))) {
            buffer = null;
            System.gc();
            assertThat(watched.get()).isNotNull();
            assertThat(receiver.receive(-1)).isEqualTo(StampedReceiver.BROKEN);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void letsTheBufferGoWithItself() {
        assertThat(bufferOfAClosedReceiver()).satisfies(buffer -> {
            System.gc();
            assertThat(buffer.get()).isNull();
        });
    }

    private static WeakReference<ByteBuffer> bufferOfAClosedReceiver() {
        var buffer = ByteBuffer.allocateDirect(64);
        new StampedReceiver(MemorySegment.ofBuffer(buffer)).close();
        return new WeakReference<>(buffer);
    }
}
