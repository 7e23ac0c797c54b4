/**
 * Requests that come from files: prompts, conversations, whole bodies, and traces that say only when and how long.
 * Files are read as they are needed, row by row; nothing holds a whole file, and an error names the file and the line.
 * The one door is {@link io.streamgauge.dataset.Dataset}.
 */
@NullMarked
package io.streamgauge.dataset;

import org.jspecify.annotations.NullMarked;
