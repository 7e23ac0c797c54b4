/*
 * Exact, fast tokenization: the functions of tokenizers-cpp, and more.
 *
 * Generated from the Rust sources; a test of the crate fails when the two differ.
 *
 * Threads: a handle is immutable. Any number of threads may use one at the same time without locks; only tokenizers_free
 * needs the last user gone. What a function keeps for its caller (the decoded string, the last error) it keeps per thread.
 * No function starts a thread that outlives it. Loading starts one, unless the cache has the
 * tokenizer compiled, and tokenizers_count_batch as many as it is told to.
 *
 * Failures: no input aborts or unwinds into the caller. Functions that return a number return a negative status, functions
 * that return a handle return null, and tokenizers_last_error has the message in both cases. Lengths are in bytes; strings
 * are UTF-8 and need no terminating zero. A buffer too short is filled as far as it goes, and the length that would have
 * been enough is returned.
 */

#ifndef TOKENIZERS_C_H_
#define TOKENIZERS_C_H_

#include <stddef.h>
#include <stdint.h>

/*
 Raised whenever a function changes; a caller refuses a library of another version.
 */
#define TOKENIZERS_ABI_VERSION 3

/*
 Null, or a length or option that makes no sense.
 */
#define TOKENIZERS_ARGUMENT -1

/*
 Text that is not UTF-8.
 */
#define TOKENIZERS_UTF8 -2

/*
 A tokenizer that cannot be read.
 */
#define TOKENIZERS_LOAD -3

/*
 A bug of the library, caught.
 */
#define TOKENIZERS_PANIC -4

/*
 A result that its destination cannot hold.
 */
#define TOKENIZERS_NO_SPACE -5

/*
 A text that the tokenizer refused.
 */
#define TOKENIZERS_ENGINE -6

/*
 A chat template that is missing or refuses the messages.
 */
#define TOKENIZERS_TEMPLATE -7

/*
 Add the tokens of the post-processor, such as begin-of-sequence.
 */
#define TOKENIZERS_ADD_SPECIAL 1

/*
 Read special tokens inside text as plain text. By default they are recognised, as by Hugging Face's `encode`.
 */
#define TOKENIZERS_PLAIN 2

/*
 Read U+FFFD in place of what is not UTF-8, instead of failing.
 */
#define TOKENIZERS_LOSSY 4

/*
 The text is the inside of JSON strings: undo its escapes first.
 */
#define TOKENIZERS_JSON_ESCAPED 8

/*
 Leave special tokens out of a decoded text.
 */
#define TOKENIZERS_SKIP_SPECIAL 16

/*
 Decode to the tokens' bytes, in which a character may be cut; otherwise U+FFFD stands for cut characters.
 */
#define TOKENIZERS_BYTES 32

/*
 End a rendered conversation with what starts the model's answer.
 */
#define TOKENIZERS_GENERATION_PROMPT 64

/*
 A loaded tokenizer, or null.
 */
typedef void *TokenizerHandle;

/*
 Token ids owned by the library until given to `tokenizers_free_encode_results`.
 */
typedef struct {
  /*
   The ids; null when the call failed.
   */
  int *token_ids;
  /*
   How many there are.
   */
  size_t len;
} TokenizerEncodeResult;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/*
 Loads a `tokenizer.json` or a tiktoken vocabulary; null when it cannot be read.

 # Safety
 `json` is readable for `len` bytes.
 */
TokenizerHandle tokenizers_new_from_str(const char *json, size_t len);

/*
 Loads a byte-level BPE tokenizer from its parts: `vocab.json`, `merges.txt` and an object of added tokens (or nothing).

 # Safety
 Each pointer is readable for the length beside it.
 */
TokenizerHandle byte_level_bpe_tokenizers_new_from_str(const char *vocab,
                                                       size_t vocab_len,
                                                       const char *merges,
                                                       size_t merges_len,
                                                       const char *added_tokens,
                                                       size_t added_tokens_len);

/*
 Encodes one text; on failure `result` holds null.

 # Safety
 `handle` came from this library and was not freed; `data` is readable for `len` bytes; `result` is writable.
 */
void tokenizers_encode(TokenizerHandle handle,
                       const char *data,
                       size_t len,
                       int add_special_token,
                       TokenizerEncodeResult *result);

/*
 Encodes `num_seqs` texts; on failure every result holds null.

 # Safety
 As for `tokenizers_encode`; `data`, `len` and `results` hold `num_seqs` elements each.
 */
void tokenizers_encode_batch(TokenizerHandle handle,
                             const char **data,
                             size_t *len,
                             size_t num_seqs,
                             int add_special_token,
                             TokenizerEncodeResult *results);

/*
 Frees the ids of `num_seqs` results and nulls them, so that freeing twice is harmless.

 # Safety
 `results` is null or holds `num_seqs` results of this library.
 */
void tokenizers_free_encode_results(TokenizerEncodeResult *results, size_t num_seqs);

/*
 Decodes ids; `tokenizers_get_decode_str` then has the text, on this thread.

 # Safety
 `handle` came from this library and was not freed; `data` is readable for `len` ids.
 */
void tokenizers_decode(TokenizerHandle handle, const uint32_t *data, size_t len, int skip_special_token);

/*
 The text of this thread's last `tokenizers_decode` with `handle`, valid until its next one. It is not null-terminated.

 # Safety
 `data` and `len` are writable.
 */
void tokenizers_get_decode_str(TokenizerHandle handle, const char **data, size_t *len);

/*
 The number of tokens, added ones included.

 # Safety
 `handle` came from this library and was not freed; `size` is writable.
 */
void tokenizers_get_vocab_size(TokenizerHandle handle, size_t *size);

/*
 The token of an id as the vocabulary spells it, empty when there is none; valid until this thread's next such call.

 # Safety
 `handle` came from this library and was not freed; `data` and `len` are writable.
 */
void tokenizers_id_to_token(TokenizerHandle handle, uint32_t id, const char **data, size_t *len);

/*
 The id of a token spelled as in the vocabulary; −1 when there is none.

 # Safety
 `handle` came from this library and was not freed; `token` is readable for `len` bytes; `id` is writable.
 */
void tokenizers_token_to_id(TokenizerHandle handle, const char *token, size_t len, int32_t *id);

/*
 Frees a tokenizer; null is allowed. No other thread may be using it.

 # Safety
 `handle` is null or came from this library and was not freed.
 */
void tokenizers_free(TokenizerHandle handle);

/*
 The version of the ABI, `TOKENIZERS_ABI_VERSION` of the header it was built from.
 */
uint32_t tokenizers_abi_version(void);

/*
 Loads a tokenizer from a file, or from a directory that holds one; null when it cannot be read.

 With a `cache`, a directory, the tokenizer is compiled into a file there at the first time, where its kind allows, and that file
 is read from then on: a fiftieth of the time and a tenth of the memory. Null stands for none.

 # Safety
 `path` and `cache` are readable for the lengths beside them, both of UTF-8.
 */
TokenizerHandle tokenizers_new_from_file(const char *path,
                                         size_t len,
                                         const char *cache,
                                         size_t cache_len);

/*
 Loads a tiktoken vocabulary under the name of its encoding: cl100k_base, o200k_base, p50k_base, r50k_base or llama3; `cache` as
 for tokenizers_new_from_file.

 # Safety
 `data`, `name` and `cache` are readable for the lengths beside them.
 */
TokenizerHandle tokenizers_new_from_tiktoken(const char *data,
                                             size_t len,
                                             const char *name,
                                             size_t name_len,
                                             const char *cache,
                                             size_t cache_len);

/*
 The number of tokens of one text, or a negative status.

 # Safety
 `handle` came from this library and was not freed; `data` is readable for `len` bytes.
 */
int64_t tokenizers_count(TokenizerHandle handle, const char *data, size_t len, uint32_t flags);

/*
 The number of special tokens among the tokens of one text, or a negative status. A vocabulary that lacks a character has
 such a token, for what is unknown, in its place.

 # Safety
 As for [`tokenizers_count`].
 */
int64_t tokenizers_count_special(TokenizerHandle handle,
                                 const char *data,
                                 size_t len,
                                 uint32_t flags);

/*
 Counts `n` texts laid end to end, text i being `data[offsets[i]]` up to `data[offsets[i + 1]]`. Works on up to `threads`
 threads (0 and 1: the caller's alone), which end with the call. Returns 0 or a negative status.

 # Safety
 `handle` came from this library and was not freed; `offsets` holds `n + 1` elements, `counts` is writable for `n`, and
 `data` is readable up to the last offset.
 */
int32_t tokenizers_count_batch(TokenizerHandle handle,
                               const char *data,
                               const int64_t *offsets,
                               size_t n,
                               uint32_t flags,
                               uint32_t threads,
                               int32_t *counts);

/*
 Writes the ids of one text, as many as `capacity` allows, and returns how many there are, or a negative status.

 # Safety
 `handle` came from this library and was not freed; `data` is readable for `len` bytes and `ids` writable for `capacity`.
 */
int64_t tokenizers_encode_into(TokenizerHandle handle,
                               const char *data,
                               size_t len,
                               uint32_t flags,
                               uint32_t *ids,
                               size_t capacity);

/*
 Writes the text of ids, as many bytes as `capacity` allows, and returns how many there are, or a negative status.

 # Safety
 `handle` came from this library and was not freed; `ids` is readable for `len` ids and `text` writable for `capacity`.
 */
int64_t tokenizers_decode_into(TokenizerHandle handle,
                               const uint32_t *ids,
                               size_t len,
                               uint32_t flags,
                               char *text,
                               size_t capacity);

/*
 Renders a conversation by the chat template beside the tokenizer's file, as Hugging Face's `apply_chat_template` does.
 `messages` is a JSON array of objects with `role` and `content`, or an object that holds it as `messages` beside whatever
 else the template reads (`tools`…). Writes as many bytes as `capacity` allows and returns how many there are, or a
 negative status. The text has all its special tokens: count it without `TOKENIZERS_ADD_SPECIAL`.

 # Safety
 `handle` came from this library and was not freed; `messages` is readable for `len` bytes and `text` writable for `capacity`.
 */
int64_t tokenizers_render_chat(TokenizerHandle handle,
                               const char *messages,
                               size_t len,
                               uint32_t flags,
                               char *text,
                               size_t capacity);

/*
 1 when `id` is an added token marked special, 0 when not, or a negative status.

 # Safety
 `handle` came from this library and was not freed.
 */
int32_t tokenizers_is_special(TokenizerHandle handle, uint32_t id);

/*
 Writes what there is to say about the tokenizer, one `key: value` a line (engine, kind, form, reason, vocabulary), as many
 bytes as `capacity` allows. Returns how many there are, or a negative status.

 # Safety
 `handle` came from this library and was not freed; `text` is writable for `capacity`.
 */
int64_t tokenizers_info(TokenizerHandle handle,
                        char *text,
                        size_t capacity);

/*
 Writes the message of this thread's last failed call, empty after a success, as many bytes as `capacity` allows. Returns
 how many there are.

 # Safety
 `text` is writable for `capacity`.
 */
int64_t tokenizers_last_error(char *text,
                              size_t capacity);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* TOKENIZERS_C_H_ */
