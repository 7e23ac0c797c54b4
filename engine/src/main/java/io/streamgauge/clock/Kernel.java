package io.streamgauge.clock;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Locale;

/** The C library's doors to the kernel. Constants are those of Linux on 64-bit machines. */
final class Kernel {
    static final boolean IS_LINUX =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");

    static final int EPERM = 1;
    static final int EAGAIN = 11;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final FunctionDescriptor WORDS = FunctionDescriptor.of(
            ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG);
    private static final VarHandle ERRNO = CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private Kernel() {}

    /**
     * A function of up to three integers and addresses that sets errno, as {@code (memory of callState, long, long, long)long}.
     * All of them have this one signature, in which each argument stands in the register where the function looks for it and
     * what is not asked for is not looked at: a signature takes milliseconds to link, of which a start has few.
     */
    @SuppressWarnings("restricted") // on Linux's 64-bit machines integers and addresses are passed alike
    static MethodHandle function(String name) {
        return LINKER.downcallHandle(address(name), WORDS, Linker.Option.captureCallState("errno"));
    }

    /**
     * Calls a function that returns an int.
     *
     * @throws UnsupportedOperationException when the C library has none of that name
     */
    static int call(String name, MemorySegment callState, long first, long second, long third) {
        MethodHandle function = function(name);
        try {
            return (int) (long) function.invokeExact(callState, first, second, third);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** A function that is over in far less than a microsecond and never blocks. */
    @SuppressWarnings("restricted") // the signatures given are those of the manual pages
    static MethodHandle quickFunction(String name, FunctionDescriptor signature) {
        return LINKER.downcallHandle(address(name), signature, Linker.Option.critical(false));
    }

    private static MemorySegment address(String name) {
        SymbolLookup lookup = LINKER.defaultLookup();
        return lookup.find(name).orElseThrow(() -> new UnsupportedOperationException("no " + name + " on this system"));
    }

    static StructLayout callState() {
        return CALL_STATE;
    }

    static int errno(MemorySegment callState) {
        return (int) ERRNO.get(callState, 0L);
    }

    static FunctionDescriptor returningInt(MemoryLayout... arguments) {
        return FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments);
    }

    /** A native call must not throw; if it does, the linking is wrong. */
    static AssertionError broken(Throwable cause) {
        return new AssertionError("a native call threw", cause);
    }
}
