/**
 * What is sent: prompts that have exactly the asked number of tokens when they are encoded again.
 * Text comes from the project's own {@link io.streamgauge.prompt.Corpus}, lengths from a
 * {@link io.streamgauge.prompt.PromptShape}; everything follows from one seed, on any machine and in any thread.
 */
@NullMarked
package io.streamgauge.prompt;

import org.jspecify.annotations.NullMarked;
