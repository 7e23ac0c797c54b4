/**
 * The command line: options into a plan, an outcome into an exit code.
 * Only this package prints, exits, or knows what a flag is called.
 * Exit codes: 0 done, 1 the run failed or something could not be written, 2 what was asked cannot be done, 130 interrupted.
 */
@NullMarked
package io.streamgauge.cli;

import org.jspecify.annotations.NullMarked;
