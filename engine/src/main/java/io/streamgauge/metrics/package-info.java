/**
 * The formulas, each beside its source; percentiles; goodput; the summary of a run.
 * Everything here is a pure function of records: the same records in any order give the same numbers to the last digit.
 * docs/metrics.md sets our definitions beside those of other tools.
 */
@NullMarked
package io.streamgauge.metrics;

import org.jspecify.annotations.NullMarked;
