package io.streamgauge.run;

import java.util.List;
import java.util.stream.IntStream;

/** How sessions begin. Any thread. */
interface Openings {
    /**
     * A session with its first turn made.
     *
     * @param script what it says
     */
    record Opening(SessionScript script, Requests.Request request) {}

    /** Makes the first turn. */
    interface Making {
        Requests.Request first(SessionScript script);
    }

    /** The beginning of the session of a request; asked for once, when it begins. */
    Opening of(SessionNumbers.Place place);

    /** How many were not made when they were to be sent. */
    int late();

    /** No more are asked for. */
    void end() throws InterruptedException;

    /** Openings that were made before the run. */
    final class Made implements Openings {
        private final List<Opening> warmup;
        private final List<Opening> measured;

        Made(SessionScripts warmup, SessionScripts measured, Making making) {
            this.warmup = made(warmup, making);
            this.measured = made(measured, making);
        }

        private static List<Opening> made(SessionScripts scripts, Making making) {
            return IntStream.range(0, scripts.count())
                    .mapToObj(scripts::script)
                    .map(script -> new Opening(script, making.first(script)))
                    .toList();
        }

        @Override
        public Opening of(SessionNumbers.Place place) {
            return (place.warmup() ? warmup : measured).get(place.session());
        }

        @Override
        public int late() {
            return 0;
        }

        @Override
        public void end() {
            // there is nobody at work
        }
    }
}
