/**
 * The built-in server: it speaks what OpenAI-compatible servers speak, at a pace that is known exactly.
 * Each answer is text of known token count, each token has a deadline, and each write leaves a stamp,
 * so that what a client measured can be laid beside what truly happened.
 */
@NullMarked
package io.streamgauge.mock;

import org.jspecify.annotations.NullMarked;
