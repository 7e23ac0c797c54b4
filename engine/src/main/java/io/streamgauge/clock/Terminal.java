package io.streamgauge.clock;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;

/** What stands behind a file descriptor: isatty(3) and the window size of tty_ioctl(4). Any thread; not for hot paths. */
public final class Terminal {
    private static final long TIOCGWINSZ = 0x5413;

    private Terminal() {}

    /** Whether the descriptor is a terminal; false where the system does not tell. */
    public static boolean is(int descriptor) {
        if (!Kernel.IS_LINUX || !isDevice(descriptor)) {
            return false;
        }
        try (Arena arena = Arena.ofConfined()) {
            return Kernel.call("isatty", arena.allocate(Kernel.callState()), descriptor, 0, 0) == 1;
        }
    }

    /** Whether it may be a terminal: pipes and files, which it is at most starts, are told without a native call to link. */
    private static boolean isDevice(int descriptor) {
        try {
            Path file = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor));
            return file.startsWith("/dev") && !file.equals(Path.of("/dev/null"));
        } catch (IOException | UnsupportedOperationException e) {
            return true;
        }
    }

    /** Characters on a line of the terminal now; 0 where it is none or does not tell. */
    public static int columns(int descriptor) {
        if (!Kernel.IS_LINUX) {
            return 0;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Kernel.callState());
            MemorySegment size = arena.allocate(4L * Short.BYTES);
            int failed = Kernel.call("ioctl", state, descriptor, TIOCGWINSZ, size.address());
            return failed != 0 ? 0 : Short.toUnsignedInt(size.get(ValueLayout.JAVA_SHORT, Short.BYTES));
        }
    }
}
