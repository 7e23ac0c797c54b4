/**
 * Text to token ids and back, with the ids of the model's own tokenizer and no copy of the text where it lies off the heap.
 * {@link io.streamgauge.tokenizer.Tokenizer} is the one door; the native library behind it travels in the jar.
 * Every type here may be used from any thread.
 */
@NullMarked
package io.streamgauge.tokenizer;

import org.jspecify.annotations.NullMarked;
