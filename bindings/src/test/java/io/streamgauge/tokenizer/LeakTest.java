package io.streamgauge.tokenizer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * A million calls, good and refused, and thousands of loads leave no memory behind. Counted by glibc, which serves the native library
 * and the JVM beside its heap, 32 bytes at the least for each block: one lost by each call of a kind would come to 16 MB.
 */
@EnabledOnOs(OS.LINUX)
class LeakTest {
    private static final int CALLS = 1_000_000;
    private static final int LOADS = 2_000;
    /** For the JVM, which compiles and loads what it has not yet. */
    private static final int ALLOWED_BYTES = 8 << 20;

    private static final int ROUNDS = 3;

    /** Of glibc 2.33 and later; before, {@code mallinfo} had the same fields in 32 bits, which wrap. */
    private static final boolean WIDE = lookup().find("mallinfo2").isPresent();

    private static final int FIELDS = 10;
    private static final int MAPPED_BYTES = 4;
    private static final int USED_BYTES = 7;

    @Test
    void aMillionCallsKeepNoMemory() throws Throwable {
        try (Tokenizer tokenizer = Fixtures.tokenizer(Fixtures.BYTE_LEVEL);
                Arena arena = Arena.ofConfined()) {
            MemorySegment text =
                    arena.allocateFrom("the quick brown fox", UTF_8).asSlice(0, 19);
            MemorySegment bad = arena.allocate(4).fill((byte) 0xff);
            call(tokenizer, text, bad, CALLS / 10);
            keepsNoMemory(() -> call(tokenizer, text, bad, CALLS));
        }
    }

    private static void call(Tokenizer tokenizer, MemorySegment text, MemorySegment bad, int times) {
        long counted = 0;
        for (int i = 0; i < times; i++) {
            counted += i % 2 == 0 ? refused(tokenizer, bad) : tokenizer.count(text);
        }
        assertThat(counted).isGreaterThan(times);
    }

    private static long refused(Tokenizer tokenizer, MemorySegment bad) {
        try {
            return tokenizer.count(bad);
        } catch (TokenizerException refusal) {
            return 1;
        }
    }

    @Test
    void whatIsLoadedIsFreed() throws Throwable {
        byte[] json = Files.readAllBytes(Fixtures.path(Fixtures.WORDPIECE));
        byte[] broken = "{\"version\":\"1.0\",\"model\":{\"type\":\"BPE\"}}".getBytes(UTF_8);
        load(json, broken, LOADS / 10);
        keepsNoMemory(() -> load(json, broken, LOADS));
    }

    private static void load(byte[] json, byte[] broken, int times) {
        for (int i = 0; i < times; i++) {
            try (Tokenizer tokenizer = Tokenizer.fromJson(i % 2 == 0 ? json : broken)) {
                assertThat(tokenizer.vocabularySize()).isPositive();
            } catch (TokenizerException refusal) {
                assertThat(i % 2).isEqualTo(1);
            }
        }
    }

    /** What is lost is lost each time; the compiler at work, which may hold more than is allowed, is so now and then. */
    private static void keepsNoMemory(Runnable work) throws Throwable {
        int grown = Integer.MAX_VALUE;
        for (int round = 0; round < ROUNDS && grown >= ALLOWED_BYTES; round++) {
            long before = allocatedBytes();
            work.run();
            grown = grownSince(before);
        }
        assertThat(grown).as("bytes more than before").isLessThan(ALLOWED_BYTES);
    }

    /** Right for 32-bit counts that wrapped in between too: nothing here grows by 2 GB. */
    private static int grownSince(long before) throws Throwable {
        return (int) (allocatedBytes() - before);
    }

    /** What malloc has handed out and not got back, in all arenas and in mappings of their own. */
    @SuppressWarnings("restricted")
    private static long allocatedBytes() throws Throwable {
        MemoryLayout field = WIDE ? ValueLayout.JAVA_LONG : ValueLayout.JAVA_INT;
        MethodHandle count = Linker.nativeLinker()
                .downcallHandle(
                        lookup().findOrThrow(WIDE ? "mallinfo2" : "mallinfo"),
                        FunctionDescriptor.of(MemoryLayout.structLayout(MemoryLayout.sequenceLayout(FIELDS, field))));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment counted = (MemorySegment) count.invokeExact((SegmentAllocator) arena);
            return counted(counted, MAPPED_BYTES) + counted(counted, USED_BYTES);
        }
    }

    private static long counted(MemorySegment info, int field) {
        return WIDE ? info.getAtIndex(ValueLayout.JAVA_LONG, field) : info.getAtIndex(ValueLayout.JAVA_INT, field);
    }

    private static SymbolLookup lookup() {
        return Linker.nativeLinker().defaultLookup();
    }
}
