/**
 * From a tokenizer's name to its files: local paths, the Hugging Face cache and hub, the built-in vocabulary.
 * The cache is shared with Python's huggingface_hub: same places, same layout, same locks by file name.
 * The one door is {@link io.streamgauge.hub.TokenizerHub}.
 */
@NullMarked
package io.streamgauge.hub;

import org.jspecify.annotations.NullMarked;
