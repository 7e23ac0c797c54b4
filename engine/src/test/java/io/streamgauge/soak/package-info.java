/** Long runs of the whole program in processes of their own, watched from outside. */
@NullMarked
package io.streamgauge.soak;

import org.jspecify.annotations.NullMarked;
