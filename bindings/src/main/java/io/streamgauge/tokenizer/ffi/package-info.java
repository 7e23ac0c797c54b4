/**
 * The C functions as Java methods, one for one: no checks, no ownership, no text.
 * Shaped like the output of {@code jextract}, which can take its place.
 * {@link io.streamgauge.tokenizer.Tokenizer} is what to use.
 */
// What jextract writes says nothing about null, and the shape here is its.
@NullUnmarked
package io.streamgauge.tokenizer.ffi;

import org.jspecify.annotations.NullUnmarked;
