/**
 * Applies load: decides when which request starts, on the event loops of a client.
 * Loops share nothing but the ticket counter; whatever a driver does per request happens on the loop that carries it.
 */
@NullMarked
package io.streamgauge.load;

import org.jspecify.annotations.NullMarked;
