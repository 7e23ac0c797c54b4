/**
 * What an API looks like: one {@link io.streamgauge.endpoint.Endpoint} each, with its path and its request bodies.
 * Bodies are encoded to bytes before a run and carry no field that the user or the API did not ask for.
 * Adding an endpoint touches its own class and the list in {@code Endpoint}.
 */
@NullMarked
package io.streamgauge.endpoint;

import org.jspecify.annotations.NullMarked;
