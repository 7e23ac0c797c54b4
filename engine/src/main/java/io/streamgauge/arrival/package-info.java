/**
 * Pure schedules: when requests are due, in nanoseconds from the start of the phase.
 * A schedule is drawn from a seed and knows nothing of completions, so a run can be repeated exactly and lateness can be told.
 */
@NullMarked
package io.streamgauge.arrival;

import org.jspecify.annotations.NullMarked;
