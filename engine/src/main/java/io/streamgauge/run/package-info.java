/**
 * The conductor: plan, prompts, warm-up, measurement, counting, summary, files, in that order.
 * Whatever happens on the way, what has been measured is summarised and written.
 */
@NullMarked
package io.streamgauge.run;

import org.jspecify.annotations.NullMarked;
