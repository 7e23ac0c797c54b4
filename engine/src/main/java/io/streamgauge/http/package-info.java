/**
 * One HTTP/1.1 request and its streamed answer on a Netty event loop: encoded once, decoded in place, stamped per read.
 * A loop owns its connections and flights; nothing is shared between loops and nothing is allocated per read or token.
 * Whatever a server does, a started flight ends exactly once, in one of the states of a record.
 */
@NullMarked
package io.streamgauge.http;

import org.jspecify.annotations.NullMarked;
