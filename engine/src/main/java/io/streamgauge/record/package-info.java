/**
 * What one request was: {@link io.streamgauge.record.RequestRecord} and the times of its tokens.
 * A record is made once, after the stream, and never changes; every number of a report is a pure function of records.
 * The record file holds one line per request and is read back to equal records.
 */
@NullMarked
package io.streamgauge.record;

import org.jspecify.annotations.NullMarked;
