package io.streamgauge.load;

import io.streamgauge.http.Flight;

/**
 * Which requests belong together and are sent one after the other, as the turns of a session are. What a feed counts and starts
 * is such a chain, by its number; a lone request is a chain of one. Called on event loops, several at once.
 */
public interface Chains {
    /** No request. */
    int NONE = -1;

    /** Every request by itself; its number is the chain's. */
    Chains SINGLE = new Chains() {
        @Override
        public int firstTicket(int chain) {
            return chain;
        }

        @Override
        public int next(Flight ended, Continuation then) {
            return NONE;
        }
    };

    /** Number of the first request of a chain. */
    int firstTicket(int chain);

    /**
     * The request after this one, which has ended and is read here for the last time. Where there is one, {@code then} is
     * told once, from any thread, when it can be filled; not before this call has returned.
     *
     * @return its number, {@link #NONE} where the chain ends
     */
    int next(Flight ended, Continuation then);

    /** Is told what became of a chain's next request. Any thread. */
    interface Continuation {
        /**
         * It can be sent.
         *
         * @param dueNanos when it is to be, on the monotonic clock
         */
        void ready(int ticket, long dueNanos);

        /** It could not be made, so that the chain ends without it. */
        void lost(int ticket);
    }
}
