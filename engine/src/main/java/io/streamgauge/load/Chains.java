package io.streamgauge.load;

import io.streamgauge.http.Flight;

/**
 * Which requests belong together and follow one another, as the turns of a session do, perhaps several beside each other. What a
 * feed counts and starts is such a chain, by its number; a lone request is a chain of one. Called on event loops, several at once;
 * of one chain on one loop.
 */
public interface Chains {
    /** Every request by itself; its number is the chain's. */
    Chains SINGLE = new Chains() {
        @Override
        public int firstTicket(int chain) {
            return chain;
        }

        @Override
        public int sessionOf(int ticket) {
            return Flight.NO_SESSION;
        }

        @Override
        public void begin(int chain, long startNanos, Continuation then) {
            // there is nothing beside it
        }

        @Override
        public int next(Flight ended, Continuation then) {
            return 0;
        }

        @Override
        public int lost(int ticket) {
            return 0;
        }
    };

    /** Number of the first request of a chain. */
    int firstTicket(int chain);

    /** The chain of a request, where others may come over the connection that it had; {@link Flight#NO_SESSION} where it is alone. */
    int sessionOf(int ticket);

    /**
     * Its first request is about to be sent. Those that begin beside it follow.
     *
     * @param startNanos when it was due
     */
    void begin(int chain, long startNanos, Continuation then);

    /**
     * A request has ended, and is read here for the last time. What waited for it alone follows.
     *
     * @return how many requests of the chain have followed and not ended, those that follow now among them; 0 where it ends
     */
    int next(Flight ended, Continuation then);

    /** A request that followed could not be made. How many of its chain have followed and not ended; 0 where that ends. */
    int lost(int ticket);

    /** Is told what becomes of a chain. */
    interface Continuation {
        /** A request follows: within the call that says so. It will be ready, or lost, once, and not before that call has returned. */
        void follows(int ticket);

        /**
         * It can be sent. Any thread.
         *
         * @param dueNanos when it is to be, on the monotonic clock
         */
        void ready(int ticket, long dueNanos);

        /** It could not be made. Any thread. */
        void lost(int ticket);
    }
}
