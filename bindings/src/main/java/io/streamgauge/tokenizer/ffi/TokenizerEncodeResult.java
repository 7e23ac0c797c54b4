package io.streamgauge.tokenizer.ffi;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.util.function.Consumer;

/** {@code typedef struct { int *token_ids; size_t len; } TokenizerEncodeResult} */
// Reinterpreting memory is restricted by nature.
@SuppressWarnings("restricted")
public class TokenizerEncodeResult {

    TokenizerEncodeResult() {
        // Static members only.
    }

    private static final GroupLayout $LAYOUT = MemoryLayout.structLayout(
                    tokenizers_h.C_POINTER.withName("token_ids"), tokenizers_h.C_LONG.withName("len"))
            .withName("TokenizerEncodeResult");

    /** The layout of this struct. */
    public static final GroupLayout layout() {
        return $LAYOUT;
    }

    private static final AddressLayout token_ids$LAYOUT = (AddressLayout) $LAYOUT.select(groupElement("token_ids"));

    /** Layout for field {@code int *token_ids}. */
    public static final AddressLayout token_ids$layout() {
        return token_ids$LAYOUT;
    }

    private static final long token_ids$OFFSET = $LAYOUT.byteOffset(groupElement("token_ids"));

    /** Offset for field {@code int *token_ids}. */
    public static final long token_ids$offset() {
        return token_ids$OFFSET;
    }

    /** Getter for field {@code int *token_ids}. */
    public static MemorySegment token_ids(MemorySegment struct) {
        return struct.get(token_ids$LAYOUT, token_ids$OFFSET);
    }

    /** Setter for field {@code int *token_ids}. */
    public static void token_ids(MemorySegment struct, MemorySegment fieldValue) {
        struct.set(token_ids$LAYOUT, token_ids$OFFSET, fieldValue);
    }

    private static final ValueLayout.OfLong len$LAYOUT = (ValueLayout.OfLong) $LAYOUT.select(groupElement("len"));

    /** Layout for field {@code size_t len}. */
    public static final ValueLayout.OfLong len$layout() {
        return len$LAYOUT;
    }

    private static final long len$OFFSET = $LAYOUT.byteOffset(groupElement("len"));

    /** Offset for field {@code size_t len}. */
    public static final long len$offset() {
        return len$OFFSET;
    }

    /** Getter for field {@code size_t len}. */
    public static long len(MemorySegment struct) {
        return struct.get(len$LAYOUT, len$OFFSET);
    }

    /** Setter for field {@code size_t len}. */
    public static void len(MemorySegment struct, long fieldValue) {
        struct.set(len$LAYOUT, len$OFFSET, fieldValue);
    }

    /** The struct at {@code index} of an array of them. */
    public static MemorySegment asSlice(MemorySegment array, long index) {
        return array.asSlice(layout().byteSize() * index);
    }

    /** The size of this struct in bytes. */
    public static long sizeof() {
        return layout().byteSize();
    }

    /** A struct in new memory of {@code allocator}. */
    public static MemorySegment allocate(SegmentAllocator allocator) {
        return allocator.allocate(layout());
    }

    /** An array of structs in new memory of {@code allocator}. */
    public static MemorySegment allocateArray(long elementCount, SegmentAllocator allocator) {
        return allocator.allocate(MemoryLayout.sequenceLayout(elementCount, layout()));
    }

    /** The struct at {@code addr}, for as long as {@code arena} lives. */
    public static MemorySegment reinterpret(MemorySegment addr, Arena arena, Consumer<MemorySegment> cleanup) {
        return reinterpret(addr, 1, arena, cleanup);
    }

    /** The array of structs at {@code addr}, for as long as {@code arena} lives. */
    public static MemorySegment reinterpret(
            MemorySegment addr, long elementCount, Arena arena, Consumer<MemorySegment> cleanup) {
        return addr.reinterpret(layout().byteSize() * elementCount, arena, cleanup);
    }
}
