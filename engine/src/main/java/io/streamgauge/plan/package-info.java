/**
 * The resolved, immutable, validated description of a run.
 * Everything that can be wrong with what a user asked is found here, all of it at once, before a prompt is made or a byte is sent.
 * A plan knows no flag and no default of the command line; the same plan gives the same requests.
 */
@NullMarked
package io.streamgauge.plan;

import org.jspecify.annotations.NullMarked;
