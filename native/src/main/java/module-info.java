/** Holds the native tokenizer library as a resource, and no code. */
module io.streamgauge.tokenizer.natives {}
