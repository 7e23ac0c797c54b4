package io.streamgauge.tokenizer;

import io.streamgauge.jmh.Capture;
import io.streamgauge.tokenizer.ffi.tokenizers_h;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What does it cost to cross into the native library? One operation is one call: of a native function that does nothing, the same without the thread's
 * change of state ("critical"), and the count of one letter, raw and through {@link Tokenizer}: the difference of the last two is the face's own cost. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ForeignCallBench {
    private static final MethodHandle CRITICAL = critical();

    private final byte[] vocabulary = Capture.builtInVocabulary();
    private final Tokenizer tokenizer = Tokenizer.fromTiktoken(vocabulary, "cl100k_base");
    private final MemorySegment name = Capture.offHeap("cl100k_base".getBytes(StandardCharsets.UTF_8));
    private final MemorySegment data = Capture.offHeap(vocabulary);
    private final MemorySegment raw = tokenizers_h.tokenizers_new_from_tiktoken(
            data, data.byteSize(), name, name.byteSize(), MemorySegment.NULL, 0);
    private final MemorySegment letter = Capture.offHeap(new byte[] {'a'});

    // Calling native code is restricted by nature; the launcher grants it.
    @SuppressWarnings("restricted")
    private static MethodHandle critical() {
        NativeLibrary.ensureLoaded();
        return Linker.nativeLinker()
                .downcallHandle(
                        tokenizers_h.tokenizers_abi_version$address(),
                        FunctionDescriptor.of(ValueLayout.JAVA_INT),
                        Linker.Option.critical(false));
    }

    @TearDown
    public void close() {
        tokenizer.close();
        tokenizers_h.tokenizers_free(raw);
    }

    /** An empty function, called as all are. */
    @Benchmark
    public int emptyPlain() {
        return tokenizers_h.tokenizers_abi_version();
    }

    /** An empty function, called without leaving the Java state. */
    @Benchmark
    public int emptyCritical() throws Throwable {
        return (int) CRITICAL.invokeExact();
    }

    /** The count of one letter by the C function. */
    @Benchmark
    public long countRaw() {
        return tokenizers_h.tokenizers_count(raw, letter, 1, 0);
    }

    /** The count of one letter by the Java face. */
    @Benchmark
    public long countByFace() {
        return tokenizer.count(letter);
    }
}
