package io.streamgauge.search;

/**
 * What became of values that were tried.
 *
 * @param number what was measured, of which more is better; not a number where nothing could be
 * @param held whether every bound was kept
 * @param excess by how much, as share of it, the bound was exceeded that was kept worst: 0 or below where all were; not a number
 *     where there is none, or nothing was measured
 */
public record Outcome(double number, boolean held, double excess) {}
