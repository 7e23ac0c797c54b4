/**
 * The server's own numbers: metrics pages in Prometheus' text format, and GPUs of this machine, read while a run is on, and what they say of the measured phase.
 * Nothing here can harm a run: a page or driver that is slow, huge, malformed or gone costs one line, on a thread of its own.
 */
@NullMarked
package io.streamgauge.telemetry;

import org.jspecify.annotations.NullMarked;
