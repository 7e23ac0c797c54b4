/**
 * The one place that reads time, and the facts about this host's clock, cores and limits.
 * Calls into libraries of the system are linked here too.
 * Durations are monotonic nanoseconds everywhere else; wall-clock time enters only to print dates.
 * Nothing here depends on another room of the engine.
 */
@NullMarked
package io.streamgauge.clock;

import org.jspecify.annotations.NullMarked;
