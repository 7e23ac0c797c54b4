/** Runs parsers on bytes that nobody meant for them: seeds bent at random, counted. */
@NullMarked
package io.streamgauge.fuzz;

import org.jspecify.annotations.NullMarked;
