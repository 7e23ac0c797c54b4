/**
 * Bytes in, events out: server-sent events, and in each the JSON fields that carry output text, found in place.
 * All of it runs inside the read buffer and allocates nothing per read, event or token.
 * Texts leave as spans of still escaped JSON; unescaping happens after the stream.
 */
@NullMarked
package io.streamgauge.sse;

import org.jspecify.annotations.NullMarked;
