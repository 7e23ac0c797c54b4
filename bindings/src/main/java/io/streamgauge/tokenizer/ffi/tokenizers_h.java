package io.streamgauge.tokenizer.ffi;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** The functions of {@code tokenizers_c.h}, in the shape that {@code jextract} gives them. */
// Foreign calls are restricted by nature; the modifiers inside the private classes are jextract's.
@SuppressWarnings({"restricted", "EffectivelyPrivate"})
public final class tokenizers_h extends tokenizers_h$shared {

    tokenizers_h() {
        // Static members only.
    }

    private static final int TOKENIZERS_ABI_VERSION = (int) 3L;

    /** {@code #define TOKENIZERS_ABI_VERSION 3} */
    public static int TOKENIZERS_ABI_VERSION() {
        return TOKENIZERS_ABI_VERSION;
    }

    private static final int TOKENIZERS_ARGUMENT = (int) -1L;

    /** {@code #define TOKENIZERS_ARGUMENT -1} */
    public static int TOKENIZERS_ARGUMENT() {
        return TOKENIZERS_ARGUMENT;
    }

    private static final int TOKENIZERS_UTF8 = (int) -2L;

    /** {@code #define TOKENIZERS_UTF8 -2} */
    public static int TOKENIZERS_UTF8() {
        return TOKENIZERS_UTF8;
    }

    private static final int TOKENIZERS_LOAD = (int) -3L;

    /** {@code #define TOKENIZERS_LOAD -3} */
    public static int TOKENIZERS_LOAD() {
        return TOKENIZERS_LOAD;
    }

    private static final int TOKENIZERS_PANIC = (int) -4L;

    /** {@code #define TOKENIZERS_PANIC -4} */
    public static int TOKENIZERS_PANIC() {
        return TOKENIZERS_PANIC;
    }

    private static final int TOKENIZERS_NO_SPACE = (int) -5L;

    /** {@code #define TOKENIZERS_NO_SPACE -5} */
    public static int TOKENIZERS_NO_SPACE() {
        return TOKENIZERS_NO_SPACE;
    }

    private static final int TOKENIZERS_ENGINE = (int) -6L;

    /** {@code #define TOKENIZERS_ENGINE -6} */
    public static int TOKENIZERS_ENGINE() {
        return TOKENIZERS_ENGINE;
    }

    private static final int TOKENIZERS_TEMPLATE = (int) -7L;

    /** {@code #define TOKENIZERS_TEMPLATE -7} */
    public static int TOKENIZERS_TEMPLATE() {
        return TOKENIZERS_TEMPLATE;
    }

    private static final int TOKENIZERS_ADD_SPECIAL = (int) 1L;

    /** {@code #define TOKENIZERS_ADD_SPECIAL 1} */
    public static int TOKENIZERS_ADD_SPECIAL() {
        return TOKENIZERS_ADD_SPECIAL;
    }

    private static final int TOKENIZERS_PLAIN = (int) 2L;

    /** {@code #define TOKENIZERS_PLAIN 2} */
    public static int TOKENIZERS_PLAIN() {
        return TOKENIZERS_PLAIN;
    }

    private static final int TOKENIZERS_LOSSY = (int) 4L;

    /** {@code #define TOKENIZERS_LOSSY 4} */
    public static int TOKENIZERS_LOSSY() {
        return TOKENIZERS_LOSSY;
    }

    private static final int TOKENIZERS_JSON_ESCAPED = (int) 8L;

    /** {@code #define TOKENIZERS_JSON_ESCAPED 8} */
    public static int TOKENIZERS_JSON_ESCAPED() {
        return TOKENIZERS_JSON_ESCAPED;
    }

    private static final int TOKENIZERS_SKIP_SPECIAL = (int) 16L;

    /** {@code #define TOKENIZERS_SKIP_SPECIAL 16} */
    public static int TOKENIZERS_SKIP_SPECIAL() {
        return TOKENIZERS_SKIP_SPECIAL;
    }

    private static final int TOKENIZERS_BYTES = (int) 32L;

    /** {@code #define TOKENIZERS_BYTES 32} */
    public static int TOKENIZERS_BYTES() {
        return TOKENIZERS_BYTES;
    }

    private static final int TOKENIZERS_GENERATION_PROMPT = (int) 64L;

    /** {@code #define TOKENIZERS_GENERATION_PROMPT 64} */
    public static int TOKENIZERS_GENERATION_PROMPT() {
        return TOKENIZERS_GENERATION_PROMPT;
    }

    /** {@code typedef void *TokenizerHandle} */
    public static final AddressLayout TokenizerHandle = tokenizers_h.C_POINTER;

    private static class tokenizers_abi_version {
        public static final FunctionDescriptor DESC = FunctionDescriptor.of(tokenizers_h.C_INT);
        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("tokenizers_abi_version");
        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /** Function descriptor for: {@code uint32_t tokenizers_abi_version(void)} */
    public static FunctionDescriptor tokenizers_abi_version$descriptor() {
        return tokenizers_abi_version.DESC;
    }

    /** Downcall method handle for: {@code uint32_t tokenizers_abi_version(void)} */
    public static MethodHandle tokenizers_abi_version$handle() {
        return tokenizers_abi_version.HANDLE;
    }

    /** Address for: {@code uint32_t tokenizers_abi_version(void)} */
    public static MemorySegment tokenizers_abi_version$address() {
        return tokenizers_abi_version.ADDR;
    }

    /** {@code uint32_t tokenizers_abi_version(void)} */
    public static int tokenizers_abi_version() {
        var mh$ = tokenizers_abi_version.HANDLE;
        try {
            return (int) mh$.invokeExact();
        } catch (Error | RuntimeException ex) {
            throw ex;
        } catch (Throwable ex$) {
            throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class tokenizers_new_from_file {
        public static final FunctionDescriptor DESC = FunctionDescriptor.of(
                tokenizers_h.TokenizerHandle,
                tokenizers_h.C_POINTER,
                tokenizers_h.C_LONG,
                tokenizers_h.C_POINTER,
                tokenizers_h.C_LONG);
        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("tokenizers_new_from_file");
        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /** Function descriptor for: {@code TokenizerHandle tokenizers_new_from_file(const char *path, size_t len, const char *cache, size_t cache_len)} */
    public static FunctionDescriptor tokenizers_new_from_file$descriptor() {
        return tokenizers_new_from_file.DESC;
    }

    /** Downcall method handle for: {@code TokenizerHandle tokenizers_new_from_file(const char *path, size_t len, const char *cache, size_t cache_len)} */
    public static MethodHandle tokenizers_new_from_file$handle() {
        return tokenizers_new_from_file.HANDLE;
    }

    /** Address for: {@code TokenizerHandle tokenizers_new_from_file(const char *path, size_t len, const char *cache, size_t cache_len)} */
    public static MemorySegment tokenizers_new_from_file$address() {
        return tokenizers_new_from_file.ADDR;
    }

    /** {@code TokenizerHandle tokenizers_new_from_file(const char *path, size_t len, const char *cache, size_t cache_len)} */
    public static MemorySegment tokenizers_new_from_file(
            MemorySegment path, long len, MemorySegment cache, long cache_len) {
        var mh$ = tokenizers_new_from_file.HANDLE;
        try {
            return (MemorySegment) mh$.invokeExact(path, len, cache, cache_len);
        } catch (Error | RuntimeException ex) {
            throw ex;
        } catch (Throwable ex$) {
            throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class tokenizers_new_from_tiktoken {
        public static final FunctionDescriptor DESC = FunctionDescriptor.of(
                tokenizers_h.TokenizerHandle,
                tokenizers_h.C_POINTER,
                tokenizers_h.C_LONG,
                tokenizers_h.C_POINTER,
                tokenizers_h.C_LONG,
                tokenizers_h.C_POINTER,
                tokenizers_h.C_LONG);
        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("tokenizers_new_from_tiktoken");
        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /** Function descriptor for: {@code TokenizerHandle tokenizers_new_from_tiktoken(const char *data, size_t len, const char *name, size_t name_len, const char *cache, size_t cache_len)} */
    public static FunctionDescriptor tokenizers_new_from_tiktoken$descriptor() {
        return tokenizers_new_from_tiktoken.DESC;
    }

    /** Downcall method handle for: {@code TokenizerHandle tokenizers_new_from_tiktoken(const char *data, size_t len, const char *name, size_t name_len, const char *cache, size_t cache_len)} */
    public static MethodHandle tokenizers_new_from_tiktoken$handle() {
        return tokenizers_new_from_tiktoken.HANDLE;
    }

    /** Address for: {@code TokenizerHandle tokenizers_new_from_tiktoken(const char *data, size_t len, const char *name, size_t name_len, const char *cache, size_t cache_len)} */
    public static MemorySegment tokenizers_new_from_tiktoken$address() {
        return tokenizers_new_from_tiktoken.ADDR;
    }

    /** {@code TokenizerHandle tokenizers_new_from_tiktoken(const char *data, size_t len, const char *name, size_t name_len, const char *cache, size_t cache_len)} */
    public static MemorySegment tokenizers_new_from_tiktoken(
            MemorySegment data, long len, MemorySegment name, long name_len, MemorySegment cache, long cache_len) {
        var mh$ = tokenizers_new_from_tiktoken.HANDLE;
        try {
            return (MemorySegment) mh$.invokeExact(data, len, name, name_len, cache, cache_len);
        } catch (Error | RuntimeException ex) {
            throw ex;
        } catch (Throwable ex$) {
            throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class tokenizers_count {
        public static final FunctionDescriptor DESC = FunctionDescriptor.of(
                tokenizers_h.C_LONG,
                tokenizers_h.TokenizerHandle,
                tokenizers_h.C_POINTER,
                tokenizers_h.C_LONG,
                tokenizers_h.C_INT);
        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("tokenizers_count");
        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /** Function descriptor for: {@code int64_t tokenizers_count(TokenizerHandle handle, const char *data, size_t len, uint32_t flags)} */
    public static FunctionDescriptor tokenizers_count$descriptor() {
        return tokenizers_count.DESC;
    }

    /** Downcall method handle for: {@code int64_t tokenizers_count(TokenizerHandle handle, const char *data, size_t len, uint32_t flags)} */
    public static MethodHandle tokenizers_count$handle() {
        return tokenizers_count.HANDLE;
    }

    /** Address for: {@code int64_t tokenizers_count(TokenizerHandle handle, const char *data, size_t len, uint32_t flags)} */
    public static MemorySegment tokenizers_count$address() {
        return tokenizers_count.ADDR;
    }

    /** {@code int64_t tokenizers_count(TokenizerHandle handle, const char *data, size_t len, uint32_t flags)} */
    public static long tokenizers_count(MemorySegment handle, MemorySegment data, long len, int flags) {
        var mh$ = tokenizers_count.HANDLE;
        try {
            return (long) mh$.invokeExact(handle, data, len, flags);
        } catch (Error | RuntimeException ex) {
            throw ex;
        } catch (Throwable ex$) {
            throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class tokenizers_count_special {
        public static final FunctionDescriptor DESC = FunctionDescriptor.of(
                tokenizers_h.C_LONG,
                tokenizers_h.TokenizerHandle,
                tokenizers_h.C_POINTER,
                tokenizers_h.C_LONG,
                tokenizers_h.C_INT);
        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("tokenizers_count_special");
        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /** Function descriptor for: {@code int64_t tokenizers_count_special(TokenizerHandle handle, const char *data, size_t len, uint32_t flags)} */
    public static FunctionDescriptor tokenizers_count_special$descriptor() {
        return tokenizers_count_special.DESC;
    }

    /** Downcall method handle for: {@code int64_t tokenizers_count_special(TokenizerHandle handle, const char *data, size_t len, uint32_t flags)} */
    public static MethodHandle tokenizers_count_special$handle() {
        return tokenizers_count_special.HANDLE;
    }

    /** Address for: {@code int64_t tokenizers_count_special(TokenizerHandle handle, const char *data, size_t len, uint32_t flags)} */
    public static MemorySegment tokenizers_count_special$address() {
        return tokenizers_count_special.ADDR;
    }

    /** {@code int64_t tokenizers_count_special(TokenizerHandle handle, const char *data, size_t len, uint32_t flags)} */
    public static long tokenizers_count_special(MemorySegment handle, MemorySegment data, long len, int flags) {
        var mh$ = tokenizers_count_special.HANDLE;
        try {
            return (long) mh$.invokeExact(handle, data, len, flags);
        } catch (Error | RuntimeException ex) {
            throw ex;
        } catch (Throwable ex$) {
            throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class tokenizers_count_batch {
        public static final FunctionDescriptor DESC = FunctionDescriptor.of(
                tokenizers_h.C_INT,
                tokenizers_h.TokenizerHandle,
                tokenizers_h.C_POINTER,
                tokenizers_h.C_POINTER,
                tokenizers_h.C_LONG,
                tokenizers_h.C_INT,
                tokenizers_h.C_INT,
                tokenizers_h.C_POINTER);
        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("tokenizers_count_batch");
        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /** Function descriptor for: {@code int32_t tokenizers_count_batch(TokenizerHandle handle, const char *data, const int64_t *offsets, size_t n, uint32_t flags, uint32_t threads, int32_t *counts)} */
    public static FunctionDescriptor tokenizers_count_batch$descriptor() {
        return tokenizers_count_batch.DESC;
    }

    /** Downcall method handle for: {@code int32_t tokenizers_count_batch(TokenizerHandle handle, const char *data, const int64_t *offsets, size_t n, uint32_t flags, uint32_t threads, int32_t *counts)} */
    public static MethodHandle tokenizers_count_batch$handle() {
        return tokenizers_count_batch.HANDLE;
    }

    /** Address for: {@code int32_t tokenizers_count_batch(TokenizerHandle handle, const char *data, const int64_t *offsets, size_t n, uint32_t flags, uint32_t threads, int32_t *counts)} */
    public static MemorySegment tokenizers_count_batch$address() {
        return tokenizers_count_batch.ADDR;
    }

    /** {@code int32_t tokenizers_count_batch(TokenizerHandle handle, const char *data, const int64_t *offsets, size_t n, uint32_t flags, uint32_t threads, int32_t *counts)} */
    public static int tokenizers_count_batch(
            MemorySegment handle,
            MemorySegment data,
            MemorySegment offsets,
            long n,
            int flags,
            int threads,
            MemorySegment counts) {
        var mh$ = tokenizers_count_batch.HANDLE;
        try {
            return (int) mh$.invokeExact(handle, data, offsets, n, flags, threads, counts);
        } catch (Error | RuntimeException ex) {
            throw ex;
        } catch (Throwable ex$) {
            throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class tokenizers_encode_into {
        public static final FunctionDescriptor DESC = FunctionDescriptor.of(
                tokenizers_h.C_LONG,
                tokenizers_h.TokenizerHandle,
                tokenizers_h.C_POINTER,
                tokenizers_h.C_LONG,
                tokenizers_h.C_INT,
                tokenizers_h.C_POINTER,
                tokenizers_h.C_LONG);
        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("tokenizers_encode_into");
        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /** Function descriptor for: {@code int64_t tokenizers_encode_into(TokenizerHandle handle, const char *data, size_t len, uint32_t flags, uint32_t *ids, size_t capacity)} */
    public static FunctionDescriptor tokenizers_encode_into$descriptor() {
        return tokenizers_encode_into.DESC;
    }

    /** Downcall method handle for: {@code int64_t tokenizers_encode_into(TokenizerHandle handle, const char *data, size_t len, uint32_t flags, uint32_t *ids, size_t capacity)} */
    public static MethodHandle tokenizers_encode_into$handle() {
        return tokenizers_encode_into.HANDLE;
    }

    /** Address for: {@code int64_t tokenizers_encode_into(TokenizerHandle handle, const char *data, size_t len, uint32_t flags, uint32_t *ids, size_t capacity)} */
    public static MemorySegment tokenizers_encode_into$address() {
        return tokenizers_encode_into.ADDR;
    }

    /** {@code int64_t tokenizers_encode_into(TokenizerHandle handle, const char *data, size_t len, uint32_t flags, uint32_t *ids, size_t capacity)} */
    public static long tokenizers_encode_into(
            MemorySegment handle, MemorySegment data, long len, int flags, MemorySegment ids, long capacity) {
        var mh$ = tokenizers_encode_into.HANDLE;
        try {
            return (long) mh$.invokeExact(handle, data, len, flags, ids, capacity);
        } catch (Error | RuntimeException ex) {
            throw ex;
        } catch (Throwable ex$) {
            throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class tokenizers_decode_into {
        public static final FunctionDescriptor DESC = FunctionDescriptor.of(
                tokenizers_h.C_LONG,
                tokenizers_h.TokenizerHandle,
                tokenizers_h.C_POINTER,
                tokenizers_h.C_LONG,
                tokenizers_h.C_INT,
                tokenizers_h.C_POINTER,
                tokenizers_h.C_LONG);
        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("tokenizers_decode_into");
        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /** Function descriptor for: {@code int64_t tokenizers_decode_into(TokenizerHandle handle, const uint32_t *ids, size_t len, uint32_t flags, char *text, size_t capacity)} */
    public static FunctionDescriptor tokenizers_decode_into$descriptor() {
        return tokenizers_decode_into.DESC;
    }

    /** Downcall method handle for: {@code int64_t tokenizers_decode_into(TokenizerHandle handle, const uint32_t *ids, size_t len, uint32_t flags, char *text, size_t capacity)} */
    public static MethodHandle tokenizers_decode_into$handle() {
        return tokenizers_decode_into.HANDLE;
    }

    /** Address for: {@code int64_t tokenizers_decode_into(TokenizerHandle handle, const uint32_t *ids, size_t len, uint32_t flags, char *text, size_t capacity)} */
    public static MemorySegment tokenizers_decode_into$address() {
        return tokenizers_decode_into.ADDR;
    }

    /** {@code int64_t tokenizers_decode_into(TokenizerHandle handle, const uint32_t *ids, size_t len, uint32_t flags, char *text, size_t capacity)} */
    public static long tokenizers_decode_into(
            MemorySegment handle, MemorySegment ids, long len, int flags, MemorySegment text, long capacity) {
        var mh$ = tokenizers_decode_into.HANDLE;
        try {
            return (long) mh$.invokeExact(handle, ids, len, flags, text, capacity);
        } catch (Error | RuntimeException ex) {
            throw ex;
        } catch (Throwable ex$) {
            throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class tokenizers_is_special {
        public static final FunctionDescriptor DESC =
                FunctionDescriptor.of(tokenizers_h.C_INT, tokenizers_h.TokenizerHandle, tokenizers_h.C_INT);
        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("tokenizers_is_special");
        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /** Function descriptor for: {@code int32_t tokenizers_is_special(TokenizerHandle handle, uint32_t id)} */
    public static FunctionDescriptor tokenizers_is_special$descriptor() {
        return tokenizers_is_special.DESC;
    }

    /** Downcall method handle for: {@code int32_t tokenizers_is_special(TokenizerHandle handle, uint32_t id)} */
    public static MethodHandle tokenizers_is_special$handle() {
        return tokenizers_is_special.HANDLE;
    }

    /** Address for: {@code int32_t tokenizers_is_special(TokenizerHandle handle, uint32_t id)} */
    public static MemorySegment tokenizers_is_special$address() {
        return tokenizers_is_special.ADDR;
    }

    /** {@code int32_t tokenizers_is_special(TokenizerHandle handle, uint32_t id)} */
    public static int tokenizers_is_special(MemorySegment handle, int id) {
        var mh$ = tokenizers_is_special.HANDLE;
        try {
            return (int) mh$.invokeExact(handle, id);
        } catch (Error | RuntimeException ex) {
            throw ex;
        } catch (Throwable ex$) {
            throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class tokenizers_info {
        public static final FunctionDescriptor DESC = FunctionDescriptor.of(
                tokenizers_h.C_LONG, tokenizers_h.TokenizerHandle, tokenizers_h.C_POINTER, tokenizers_h.C_LONG);
        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("tokenizers_info");
        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /** Function descriptor for: {@code int64_t tokenizers_info(TokenizerHandle handle, char *text, size_t capacity)} */
    public static FunctionDescriptor tokenizers_info$descriptor() {
        return tokenizers_info.DESC;
    }

    /** Downcall method handle for: {@code int64_t tokenizers_info(TokenizerHandle handle, char *text, size_t capacity)} */
    public static MethodHandle tokenizers_info$handle() {
        return tokenizers_info.HANDLE;
    }

    /** Address for: {@code int64_t tokenizers_info(TokenizerHandle handle, char *text, size_t capacity)} */
    public static MemorySegment tokenizers_info$address() {
        return tokenizers_info.ADDR;
    }

    /** {@code int64_t tokenizers_info(TokenizerHandle handle, char *text, size_t capacity)} */
    public static long tokenizers_info(MemorySegment handle, MemorySegment text, long capacity) {
        var mh$ = tokenizers_info.HANDLE;
        try {
            return (long) mh$.invokeExact(handle, text, capacity);
        } catch (Error | RuntimeException ex) {
            throw ex;
        } catch (Throwable ex$) {
            throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class tokenizers_last_error {
        public static final FunctionDescriptor DESC =
                FunctionDescriptor.of(tokenizers_h.C_LONG, tokenizers_h.C_POINTER, tokenizers_h.C_LONG);
        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("tokenizers_last_error");
        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /** Function descriptor for: {@code int64_t tokenizers_last_error(char *text, size_t capacity)} */
    public static FunctionDescriptor tokenizers_last_error$descriptor() {
        return tokenizers_last_error.DESC;
    }

    /** Downcall method handle for: {@code int64_t tokenizers_last_error(char *text, size_t capacity)} */
    public static MethodHandle tokenizers_last_error$handle() {
        return tokenizers_last_error.HANDLE;
    }

    /** Address for: {@code int64_t tokenizers_last_error(char *text, size_t capacity)} */
    public static MemorySegment tokenizers_last_error$address() {
        return tokenizers_last_error.ADDR;
    }

    /** {@code int64_t tokenizers_last_error(char *text, size_t capacity)} */
    public static long tokenizers_last_error(MemorySegment text, long capacity) {
        var mh$ = tokenizers_last_error.HANDLE;
        try {
            return (long) mh$.invokeExact(text, capacity);
        } catch (Error | RuntimeException ex) {
            throw ex;
        } catch (Throwable ex$) {
            throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class tokenizers_render_chat {
        public static final FunctionDescriptor DESC = FunctionDescriptor.of(
                tokenizers_h.C_LONG,
                tokenizers_h.TokenizerHandle,
                tokenizers_h.C_POINTER,
                tokenizers_h.C_LONG,
                tokenizers_h.C_INT,
                tokenizers_h.C_POINTER,
                tokenizers_h.C_LONG);
        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("tokenizers_render_chat");
        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /** Function descriptor for: {@code int64_t tokenizers_render_chat(TokenizerHandle handle, const char *messages, size_t len, uint32_t flags, char *text, size_t capacity)} */
    public static FunctionDescriptor tokenizers_render_chat$descriptor() {
        return tokenizers_render_chat.DESC;
    }

    /** Downcall method handle for: {@code int64_t tokenizers_render_chat(TokenizerHandle handle, const char *messages, size_t len, uint32_t flags, char *text, size_t capacity)} */
    public static MethodHandle tokenizers_render_chat$handle() {
        return tokenizers_render_chat.HANDLE;
    }

    /** Address for: {@code int64_t tokenizers_render_chat(TokenizerHandle handle, const char *messages, size_t len, uint32_t flags, char *text, size_t capacity)} */
    public static MemorySegment tokenizers_render_chat$address() {
        return tokenizers_render_chat.ADDR;
    }

    /** {@code int64_t tokenizers_render_chat(TokenizerHandle handle, const char *messages, size_t len, uint32_t flags, char *text, size_t capacity)} */
    public static long tokenizers_render_chat(
            MemorySegment handle, MemorySegment messages, long len, int flags, MemorySegment text, long capacity) {
        var mh$ = tokenizers_render_chat.HANDLE;
        try {
            return (long) mh$.invokeExact(handle, messages, len, flags, text, capacity);
        } catch (Error | RuntimeException ex) {
            throw ex;
        } catch (Throwable ex$) {
            throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class tokenizers_new_from_str {
        public static final FunctionDescriptor DESC =
                FunctionDescriptor.of(tokenizers_h.TokenizerHandle, tokenizers_h.C_POINTER, tokenizers_h.C_LONG);
        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("tokenizers_new_from_str");
        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /** Function descriptor for: {@code TokenizerHandle tokenizers_new_from_str(const char *json, size_t len)} */
    public static FunctionDescriptor tokenizers_new_from_str$descriptor() {
        return tokenizers_new_from_str.DESC;
    }

    /** Downcall method handle for: {@code TokenizerHandle tokenizers_new_from_str(const char *json, size_t len)} */
    public static MethodHandle tokenizers_new_from_str$handle() {
        return tokenizers_new_from_str.HANDLE;
    }

    /** Address for: {@code TokenizerHandle tokenizers_new_from_str(const char *json, size_t len)} */
    public static MemorySegment tokenizers_new_from_str$address() {
        return tokenizers_new_from_str.ADDR;
    }

    /** {@code TokenizerHandle tokenizers_new_from_str(const char *json, size_t len)} */
    public static MemorySegment tokenizers_new_from_str(MemorySegment json, long len) {
        var mh$ = tokenizers_new_from_str.HANDLE;
        try {
            return (MemorySegment) mh$.invokeExact(json, len);
        } catch (Error | RuntimeException ex) {
            throw ex;
        } catch (Throwable ex$) {
            throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class byte_level_bpe_tokenizers_new_from_str {
        public static final FunctionDescriptor DESC = FunctionDescriptor.of(
                tokenizers_h.TokenizerHandle,
                tokenizers_h.C_POINTER,
                tokenizers_h.C_LONG,
                tokenizers_h.C_POINTER,
                tokenizers_h.C_LONG,
                tokenizers_h.C_POINTER,
                tokenizers_h.C_LONG);
        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("byte_level_bpe_tokenizers_new_from_str");
        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /** Function descriptor for: {@code TokenizerHandle byte_level_bpe_tokenizers_new_from_str(const char *vocab, size_t vocab_len, const char *merges, size_t merges_len, const char *added_tokens, size_t added_tokens_len)} */
    public static FunctionDescriptor byte_level_bpe_tokenizers_new_from_str$descriptor() {
        return byte_level_bpe_tokenizers_new_from_str.DESC;
    }

    /** Downcall method handle for: {@code TokenizerHandle byte_level_bpe_tokenizers_new_from_str(const char *vocab, size_t vocab_len, const char *merges, size_t merges_len, const char *added_tokens, size_t added_tokens_len)} */
    public static MethodHandle byte_level_bpe_tokenizers_new_from_str$handle() {
        return byte_level_bpe_tokenizers_new_from_str.HANDLE;
    }

    /** Address for: {@code TokenizerHandle byte_level_bpe_tokenizers_new_from_str(const char *vocab, size_t vocab_len, const char *merges, size_t merges_len, const char *added_tokens, size_t added_tokens_len)} */
    public static MemorySegment byte_level_bpe_tokenizers_new_from_str$address() {
        return byte_level_bpe_tokenizers_new_from_str.ADDR;
    }

    /** {@code TokenizerHandle byte_level_bpe_tokenizers_new_from_str(const char *vocab, size_t vocab_len, const char *merges, size_t merges_len, const char *added_tokens, size_t added_tokens_len)} */
    public static MemorySegment byte_level_bpe_tokenizers_new_from_str(
            MemorySegment vocab,
            long vocab_len,
            MemorySegment merges,
            long merges_len,
            MemorySegment added_tokens,
            long added_tokens_len) {
        var mh$ = byte_level_bpe_tokenizers_new_from_str.HANDLE;
        try {
            return (MemorySegment)
                    mh$.invokeExact(vocab, vocab_len, merges, merges_len, added_tokens, added_tokens_len);
        } catch (Error | RuntimeException ex) {
            throw ex;
        } catch (Throwable ex$) {
            throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class tokenizers_encode {
        public static final FunctionDescriptor DESC = FunctionDescriptor.ofVoid(
                tokenizers_h.TokenizerHandle,
                tokenizers_h.C_POINTER,
                tokenizers_h.C_LONG,
                tokenizers_h.C_INT,
                tokenizers_h.C_POINTER);
        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("tokenizers_encode");
        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /** Function descriptor for: {@code void tokenizers_encode(TokenizerHandle handle, const char *data, size_t len, int add_special_token, TokenizerEncodeResult *result)} */
    public static FunctionDescriptor tokenizers_encode$descriptor() {
        return tokenizers_encode.DESC;
    }

    /** Downcall method handle for: {@code void tokenizers_encode(TokenizerHandle handle, const char *data, size_t len, int add_special_token, TokenizerEncodeResult *result)} */
    public static MethodHandle tokenizers_encode$handle() {
        return tokenizers_encode.HANDLE;
    }

    /** Address for: {@code void tokenizers_encode(TokenizerHandle handle, const char *data, size_t len, int add_special_token, TokenizerEncodeResult *result)} */
    public static MemorySegment tokenizers_encode$address() {
        return tokenizers_encode.ADDR;
    }

    /** {@code void tokenizers_encode(TokenizerHandle handle, const char *data, size_t len, int add_special_token, TokenizerEncodeResult *result)} */
    public static void tokenizers_encode(
            MemorySegment handle, MemorySegment data, long len, int add_special_token, MemorySegment result) {
        var mh$ = tokenizers_encode.HANDLE;
        try {
            mh$.invokeExact(handle, data, len, add_special_token, result);
        } catch (Error | RuntimeException ex) {
            throw ex;
        } catch (Throwable ex$) {
            throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class tokenizers_encode_batch {
        public static final FunctionDescriptor DESC = FunctionDescriptor.ofVoid(
                tokenizers_h.TokenizerHandle,
                tokenizers_h.C_POINTER,
                tokenizers_h.C_POINTER,
                tokenizers_h.C_LONG,
                tokenizers_h.C_INT,
                tokenizers_h.C_POINTER);
        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("tokenizers_encode_batch");
        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /** Function descriptor for: {@code void tokenizers_encode_batch(TokenizerHandle handle, const char **data, size_t *len, size_t num_seqs, int add_special_token, TokenizerEncodeResult *results)} */
    public static FunctionDescriptor tokenizers_encode_batch$descriptor() {
        return tokenizers_encode_batch.DESC;
    }

    /** Downcall method handle for: {@code void tokenizers_encode_batch(TokenizerHandle handle, const char **data, size_t *len, size_t num_seqs, int add_special_token, TokenizerEncodeResult *results)} */
    public static MethodHandle tokenizers_encode_batch$handle() {
        return tokenizers_encode_batch.HANDLE;
    }

    /** Address for: {@code void tokenizers_encode_batch(TokenizerHandle handle, const char **data, size_t *len, size_t num_seqs, int add_special_token, TokenizerEncodeResult *results)} */
    public static MemorySegment tokenizers_encode_batch$address() {
        return tokenizers_encode_batch.ADDR;
    }

    /** {@code void tokenizers_encode_batch(TokenizerHandle handle, const char **data, size_t *len, size_t num_seqs, int add_special_token, TokenizerEncodeResult *results)} */
    public static void tokenizers_encode_batch(
            MemorySegment handle,
            MemorySegment data,
            MemorySegment len,
            long num_seqs,
            int add_special_token,
            MemorySegment results) {
        var mh$ = tokenizers_encode_batch.HANDLE;
        try {
            mh$.invokeExact(handle, data, len, num_seqs, add_special_token, results);
        } catch (Error | RuntimeException ex) {
            throw ex;
        } catch (Throwable ex$) {
            throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class tokenizers_free_encode_results {
        public static final FunctionDescriptor DESC =
                FunctionDescriptor.ofVoid(tokenizers_h.C_POINTER, tokenizers_h.C_LONG);
        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("tokenizers_free_encode_results");
        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /** Function descriptor for: {@code void tokenizers_free_encode_results(TokenizerEncodeResult *results, size_t num_seqs)} */
    public static FunctionDescriptor tokenizers_free_encode_results$descriptor() {
        return tokenizers_free_encode_results.DESC;
    }

    /** Downcall method handle for: {@code void tokenizers_free_encode_results(TokenizerEncodeResult *results, size_t num_seqs)} */
    public static MethodHandle tokenizers_free_encode_results$handle() {
        return tokenizers_free_encode_results.HANDLE;
    }

    /** Address for: {@code void tokenizers_free_encode_results(TokenizerEncodeResult *results, size_t num_seqs)} */
    public static MemorySegment tokenizers_free_encode_results$address() {
        return tokenizers_free_encode_results.ADDR;
    }

    /** {@code void tokenizers_free_encode_results(TokenizerEncodeResult *results, size_t num_seqs)} */
    public static void tokenizers_free_encode_results(MemorySegment results, long num_seqs) {
        var mh$ = tokenizers_free_encode_results.HANDLE;
        try {
            mh$.invokeExact(results, num_seqs);
        } catch (Error | RuntimeException ex) {
            throw ex;
        } catch (Throwable ex$) {
            throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class tokenizers_decode {
        public static final FunctionDescriptor DESC = FunctionDescriptor.ofVoid(
                tokenizers_h.TokenizerHandle, tokenizers_h.C_POINTER, tokenizers_h.C_LONG, tokenizers_h.C_INT);
        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("tokenizers_decode");
        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /** Function descriptor for: {@code void tokenizers_decode(TokenizerHandle handle, const uint32_t *data, size_t len, int skip_special_token)} */
    public static FunctionDescriptor tokenizers_decode$descriptor() {
        return tokenizers_decode.DESC;
    }

    /** Downcall method handle for: {@code void tokenizers_decode(TokenizerHandle handle, const uint32_t *data, size_t len, int skip_special_token)} */
    public static MethodHandle tokenizers_decode$handle() {
        return tokenizers_decode.HANDLE;
    }

    /** Address for: {@code void tokenizers_decode(TokenizerHandle handle, const uint32_t *data, size_t len, int skip_special_token)} */
    public static MemorySegment tokenizers_decode$address() {
        return tokenizers_decode.ADDR;
    }

    /** {@code void tokenizers_decode(TokenizerHandle handle, const uint32_t *data, size_t len, int skip_special_token)} */
    public static void tokenizers_decode(MemorySegment handle, MemorySegment data, long len, int skip_special_token) {
        var mh$ = tokenizers_decode.HANDLE;
        try {
            mh$.invokeExact(handle, data, len, skip_special_token);
        } catch (Error | RuntimeException ex) {
            throw ex;
        } catch (Throwable ex$) {
            throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class tokenizers_get_decode_str {
        public static final FunctionDescriptor DESC =
                FunctionDescriptor.ofVoid(tokenizers_h.TokenizerHandle, tokenizers_h.C_POINTER, tokenizers_h.C_POINTER);
        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("tokenizers_get_decode_str");
        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /** Function descriptor for: {@code void tokenizers_get_decode_str(TokenizerHandle handle, const char **data, size_t *len)} */
    public static FunctionDescriptor tokenizers_get_decode_str$descriptor() {
        return tokenizers_get_decode_str.DESC;
    }

    /** Downcall method handle for: {@code void tokenizers_get_decode_str(TokenizerHandle handle, const char **data, size_t *len)} */
    public static MethodHandle tokenizers_get_decode_str$handle() {
        return tokenizers_get_decode_str.HANDLE;
    }

    /** Address for: {@code void tokenizers_get_decode_str(TokenizerHandle handle, const char **data, size_t *len)} */
    public static MemorySegment tokenizers_get_decode_str$address() {
        return tokenizers_get_decode_str.ADDR;
    }

    /** {@code void tokenizers_get_decode_str(TokenizerHandle handle, const char **data, size_t *len)} */
    public static void tokenizers_get_decode_str(MemorySegment handle, MemorySegment data, MemorySegment len) {
        var mh$ = tokenizers_get_decode_str.HANDLE;
        try {
            mh$.invokeExact(handle, data, len);
        } catch (Error | RuntimeException ex) {
            throw ex;
        } catch (Throwable ex$) {
            throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class tokenizers_get_vocab_size {
        public static final FunctionDescriptor DESC =
                FunctionDescriptor.ofVoid(tokenizers_h.TokenizerHandle, tokenizers_h.C_POINTER);
        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("tokenizers_get_vocab_size");
        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /** Function descriptor for: {@code void tokenizers_get_vocab_size(TokenizerHandle handle, size_t *size)} */
    public static FunctionDescriptor tokenizers_get_vocab_size$descriptor() {
        return tokenizers_get_vocab_size.DESC;
    }

    /** Downcall method handle for: {@code void tokenizers_get_vocab_size(TokenizerHandle handle, size_t *size)} */
    public static MethodHandle tokenizers_get_vocab_size$handle() {
        return tokenizers_get_vocab_size.HANDLE;
    }

    /** Address for: {@code void tokenizers_get_vocab_size(TokenizerHandle handle, size_t *size)} */
    public static MemorySegment tokenizers_get_vocab_size$address() {
        return tokenizers_get_vocab_size.ADDR;
    }

    /** {@code void tokenizers_get_vocab_size(TokenizerHandle handle, size_t *size)} */
    public static void tokenizers_get_vocab_size(MemorySegment handle, MemorySegment size) {
        var mh$ = tokenizers_get_vocab_size.HANDLE;
        try {
            mh$.invokeExact(handle, size);
        } catch (Error | RuntimeException ex) {
            throw ex;
        } catch (Throwable ex$) {
            throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class tokenizers_id_to_token {
        public static final FunctionDescriptor DESC = FunctionDescriptor.ofVoid(
                tokenizers_h.TokenizerHandle, tokenizers_h.C_INT, tokenizers_h.C_POINTER, tokenizers_h.C_POINTER);
        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("tokenizers_id_to_token");
        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /** Function descriptor for: {@code void tokenizers_id_to_token(TokenizerHandle handle, uint32_t id, const char **data, size_t *len)} */
    public static FunctionDescriptor tokenizers_id_to_token$descriptor() {
        return tokenizers_id_to_token.DESC;
    }

    /** Downcall method handle for: {@code void tokenizers_id_to_token(TokenizerHandle handle, uint32_t id, const char **data, size_t *len)} */
    public static MethodHandle tokenizers_id_to_token$handle() {
        return tokenizers_id_to_token.HANDLE;
    }

    /** Address for: {@code void tokenizers_id_to_token(TokenizerHandle handle, uint32_t id, const char **data, size_t *len)} */
    public static MemorySegment tokenizers_id_to_token$address() {
        return tokenizers_id_to_token.ADDR;
    }

    /** {@code void tokenizers_id_to_token(TokenizerHandle handle, uint32_t id, const char **data, size_t *len)} */
    public static void tokenizers_id_to_token(MemorySegment handle, int id, MemorySegment data, MemorySegment len) {
        var mh$ = tokenizers_id_to_token.HANDLE;
        try {
            mh$.invokeExact(handle, id, data, len);
        } catch (Error | RuntimeException ex) {
            throw ex;
        } catch (Throwable ex$) {
            throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class tokenizers_token_to_id {
        public static final FunctionDescriptor DESC = FunctionDescriptor.ofVoid(
                tokenizers_h.TokenizerHandle, tokenizers_h.C_POINTER, tokenizers_h.C_LONG, tokenizers_h.C_POINTER);
        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("tokenizers_token_to_id");
        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /** Function descriptor for: {@code void tokenizers_token_to_id(TokenizerHandle handle, const char *token, size_t len, int32_t *id)} */
    public static FunctionDescriptor tokenizers_token_to_id$descriptor() {
        return tokenizers_token_to_id.DESC;
    }

    /** Downcall method handle for: {@code void tokenizers_token_to_id(TokenizerHandle handle, const char *token, size_t len, int32_t *id)} */
    public static MethodHandle tokenizers_token_to_id$handle() {
        return tokenizers_token_to_id.HANDLE;
    }

    /** Address for: {@code void tokenizers_token_to_id(TokenizerHandle handle, const char *token, size_t len, int32_t *id)} */
    public static MemorySegment tokenizers_token_to_id$address() {
        return tokenizers_token_to_id.ADDR;
    }

    /** {@code void tokenizers_token_to_id(TokenizerHandle handle, const char *token, size_t len, int32_t *id)} */
    public static void tokenizers_token_to_id(MemorySegment handle, MemorySegment token, long len, MemorySegment id) {
        var mh$ = tokenizers_token_to_id.HANDLE;
        try {
            mh$.invokeExact(handle, token, len, id);
        } catch (Error | RuntimeException ex) {
            throw ex;
        } catch (Throwable ex$) {
            throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class tokenizers_free {
        public static final FunctionDescriptor DESC = FunctionDescriptor.ofVoid(tokenizers_h.TokenizerHandle);
        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("tokenizers_free");
        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /** Function descriptor for: {@code void tokenizers_free(TokenizerHandle handle)} */
    public static FunctionDescriptor tokenizers_free$descriptor() {
        return tokenizers_free.DESC;
    }

    /** Downcall method handle for: {@code void tokenizers_free(TokenizerHandle handle)} */
    public static MethodHandle tokenizers_free$handle() {
        return tokenizers_free.HANDLE;
    }

    /** Address for: {@code void tokenizers_free(TokenizerHandle handle)} */
    public static MemorySegment tokenizers_free$address() {
        return tokenizers_free.ADDR;
    }

    /** {@code void tokenizers_free(TokenizerHandle handle)} */
    public static void tokenizers_free(MemorySegment handle) {
        var mh$ = tokenizers_free.HANDLE;
        try {
            mh$.invokeExact(handle);
        } catch (Error | RuntimeException ex) {
            throw ex;
        } catch (Throwable ex$) {
            throw new AssertionError("should not reach here", ex$);
        }
    }
}
