package io.streamgauge.clock;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.HashMap;
import java.util.Map;

/**
 * A C library of this system that is there on some machines only, as those of devices' drivers are: loaded when it is asked for,
 * and never unloaded, since such a library may have begun threads of its own. One thread.
 */
public final class SharedLibrary {
    private static final FunctionDescriptor WORDS = FunctionDescriptor.of(
            ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG);
    private static final long MOST_TEXT_BYTES = 1024;

    private final SymbolLookup symbols;
    private final Map<String, MethodHandle> functions = new HashMap<>();

    private SharedLibrary(SymbolLookup symbols) {
        this.symbols = symbols;
    }

    /**
     * Loads it.
     *
     * @param library a file, or a name that the system's loader looks for
     * @throws IOException in one line, when it is not there or cannot be loaded
     */
    @SuppressWarnings("restricted") // whoever names a library wants its code to run
    public static SharedLibrary load(String library) throws IOException {
        try {
            return new SharedLibrary(SymbolLookup.libraryLookup(library, Arena.global()));
        } catch (IllegalArgumentException e) {
            throw new IOException(library + " cannot be loaded", e);
        }
    }

    /** Whether there is a function of that name. */
    public boolean has(String function) {
        return symbols.find(function).isPresent();
    }

    /**
     * Calls a function of up to three integers and addresses that returns an int; what it does not ask for is not looked at.
     *
     * @throws UnsupportedOperationException when there is none of that name
     */
    public int call(String function, long first, long second, long third) {
        return (int) word(function, first, second, third);
    }

    /**
     * What a function of one integer answers with the address of a text.
     *
     * @throws UnsupportedOperationException when there is none of that name
     */
    @SuppressWarnings("restricted") // the text ends with a zero, as all of C do
    public String text(String function, long argument) {
        long address = word(function, argument, 0, 0);
        return address == 0
                ? ""
                : MemorySegment.ofAddress(address).reinterpret(MOST_TEXT_BYTES).getString(0);
    }

    private long word(String function, long first, long second, long third) {
        MethodHandle handle = functions.computeIfAbsent(function, this::link);
        try {
            return (long) handle.invokeExact(first, second, third);
        } catch (Throwable e) {
            throw Kernel.broken(e);
        }
    }

    @SuppressWarnings("restricted") // on 64-bit machines integers and addresses are passed alike, as Kernel says
    private MethodHandle link(String function) {
        MemorySegment address = symbols.find(function)
                .orElseThrow(() -> new UnsupportedOperationException("the library has no " + function));
        return Linker.nativeLinker().downcallHandle(address, WORDS);
    }
}
