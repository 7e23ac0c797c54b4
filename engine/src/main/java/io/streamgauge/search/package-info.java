/**
 * Pure search: which loads to try next, given what became of those tried.
 * It sends nothing and reads no clock, so that a search can be tested against any server that can be thought of.
 */
@NullMarked
package io.streamgauge.search;

import org.jspecify.annotations.NullMarked;
