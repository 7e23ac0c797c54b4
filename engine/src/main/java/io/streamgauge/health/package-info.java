/**
 * Is the client itself to be trusted: what it cost, how late it read, how many tokens had to share a stamp.
 * Measured over the measured phase only, from counters that loops keep anyway.
 */
@NullMarked
package io.streamgauge.health;

import org.jspecify.annotations.NullMarked;
