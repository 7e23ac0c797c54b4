/**
 * What the client costs, measured: benchmarks over public doors, what they share, and the verdict.
 * Benchmarks of package-private parts stand in those parts' own packages.
 * One idea: every number here has a body that a test runs and checks.
 */
@NullMarked
package io.streamgauge.jmh;

import org.jspecify.annotations.NullMarked;
