/**
 * What the client itself does while it measures: flame graphs by async-profiler, and a flight recording with events of the run.
 * Nothing here is on a token's way, and what was not asked for is not even made.
 */
@NullMarked
package io.streamgauge.profiler;

import org.jspecify.annotations.NullMarked;
