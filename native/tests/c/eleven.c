/* Uses the eleven functions of tokenizers-cpp as a program written for its header does. Argument: a tokenizer.json. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tokenizers_c.h"

static void print_ids(const char *what, const TokenizerEncodeResult *result) {
  printf("%s:", what);
  for (size_t i = 0; i < result->len; i++) {
    printf(" %d", result->token_ids[i]);
  }
  printf("\n");
}

static void with_one_text(TokenizerHandle tokenizer, const char *text) {
  TokenizerEncodeResult result;
  const char *decoded;
  size_t decoded_len;
  tokenizers_encode(tokenizer, text, strlen(text), 0, &result);
  print_ids("encode", &result);
  tokenizers_decode(tokenizer, (const uint32_t *)result.token_ids, result.len, 1);
  tokenizers_get_decode_str(tokenizer, &decoded, &decoded_len);
  printf("decode: %.*s\n", (int)decoded_len, decoded);
  tokenizers_free_encode_results(&result, 1);
}

static void with_a_batch(TokenizerHandle tokenizer) {
  const char *texts[] = {"first", "", "and the third"};
  size_t lens[] = {5, 0, 13};
  TokenizerEncodeResult results[3];
  tokenizers_encode_batch(tokenizer, texts, lens, 3, 1, results);
  for (int i = 0; i < 3; i++) {
    print_ids("batch", &results[i]);
  }
  tokenizers_free_encode_results(results, 3);
}

static void with_the_vocabulary(TokenizerHandle tokenizer) {
  size_t size;
  const char *token;
  size_t token_len;
  int32_t id;
  tokenizers_get_vocab_size(tokenizer, &size);
  printf("size: %zu\n", size);
  tokenizers_id_to_token(tokenizer, 300, &token, &token_len);
  printf("token: %.*s\n", (int)token_len, token);
  tokenizers_token_to_id(tokenizer, token, token_len, &id);
  printf("id: %d\n", id);
  tokenizers_token_to_id(tokenizer, "no such token", 13, &id);
  printf("id: %d\n", id);
}

static void with_parts(void) {
  const char *vocab = "{\"a\":0,\"b\":1,\"c\":2,\"ab\":3}";
  const char *merges = "#version: 0.2\na b\n";
  const char *added = "{\"abc\":4}";
  TokenizerHandle tokenizer =
      byte_level_bpe_tokenizers_new_from_str(vocab, strlen(vocab), merges, strlen(merges), added, strlen(added));
  with_one_text(tokenizer, "abcab");
  tokenizers_free(tokenizer);
}

int main(int argc, char **argv) {
  FILE *file = argc > 1 ? fopen(argv[1], "rb") : NULL;
  char *json = malloc(1 << 20);
  if (file == NULL || json == NULL) {
    return 1;
  }
  size_t len = fread(json, 1, 1 << 20, file);
  fclose(file);
  TokenizerHandle tokenizer = tokenizers_new_from_str(json, len);
  free(json);
  with_one_text(tokenizer, "The river, and <|end|> of it.");
  with_a_batch(tokenizer);
  with_the_vocabulary(tokenizer);
  tokenizers_free(tokenizer);
  with_parts();
  return tokenizers_new_from_str("nonsense", 8) == NULL ? 0 : 2;
}
