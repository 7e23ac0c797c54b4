package io.streamgauge.run;

import io.streamgauge.arrival.Shard;
import java.util.Arrays;

/**
 * Which requests are turns of which session. Sessions of the warm-up come first, then those that are measured, which begin again
 * after the last; the turns of one have numbers in a row. Of the first ones measured some turns may have been said, as it were,
 * before the run. Immutable.
 */
final class SessionNumbers {
    private final int measured;
    /** Number of each warm-up session's first request, and of all of them. */
    private final int[] warmupFirst;
    /** The same of those that were begun before the run, among measured ones. */
    private final int[] begunFirst;
    /** The same of those that are whole, within a round, the first of which follows the last that was begun. */
    private final int[] wholeFirst;

    /**
     * Where a request stands.
     *
     * @param chain number of the session within the run
     * @param warmup whether it is one of the warm-up
     * @param session which of the different ones of its phase it is
     * @param round how often that was held before
     * @param turn which of its turns the request is
     * @param turns how many of them are sent
     */
    record Place(int chain, boolean warmup, int session, int round, int turn, int turns) {
        /**
         * The session's name, which no other of its phase has.
         *
         * @param name of the different one that it is
         */
        String id(String name) {
            return round == 0 ? name : name + "~" + (round + 1);
        }

        boolean isLast() {
            return turn == turns - 1;
        }
    }

    /**
     * @param warmup turns of each warm-up session
     * @param measured turns of each different measured one
     * @param left how many turns those that were begun before the run have left, at most
     */
    SessionNumbers(int[] warmup, int[] measured, int[] left) {
        this.measured = measured.length;
        this.warmupFirst = firsts(warmup);
        int[] begun = new int[left.length];
        Arrays.setAll(begun, i -> Math.min(left[i], measured[i % measured.length]));
        this.begunFirst = firsts(begun);
        int[] whole = new int[measured.length];
        Arrays.setAll(whole, i -> measured[(begun.length + i) % measured.length]);
        this.wholeFirst = firsts(whole);
    }

    private static int[] firsts(int[] turns) {
        int[] firsts = new int[turns.length + 1];
        for (int i = 0; i < turns.length; i++) {
            firsts[i + 1] = Math.addExact(firsts[i], turns[i]);
        }
        return firsts;
    }

    /** Warm-up sessions. */
    int warmupSessions() {
        return warmupFirst.length - 1;
    }

    /** Requests of all warm-up sessions. */
    int warmupRequests() {
        return warmupFirst[warmupSessions()];
    }

    /** Sessions that were begun before the run. */
    int begunSessions() {
        return begunFirst.length - 1;
    }

    /** Different measured sessions. */
    int measuredSessions() {
        return measured;
    }

    /** Requests of a part's sessions among {@code count} from chain {@code first} on; the most there are numbers for at most. */
    int requestsOf(int first, int count, Shard shard) {
        long requests = 0;
        for (int chain = first + shard.index(); chain < first + count; chain += shard.count()) {
            requests += firstTicket(chain + 1) - firstTicket(chain);
        }
        return (int) Math.min(Integer.MAX_VALUE, requests);
    }

    /** How many measured sessions there is a number for. */
    int mostSessions() {
        int used = warmupRequests() + begunFirst[begunSessions()];
        int rounds = Math.max(0, Integer.MAX_VALUE / 2 - used) / wholeFirst[measured];
        return begunSessions() + Math.multiplyExact(Math.min(rounds, Integer.MAX_VALUE / 4 / measured), measured);
    }

    int firstTicket(int chain) {
        if (chain < warmupSessions()) {
            return warmupFirst[chain];
        }
        int number = chain - warmupSessions();
        if (number < begunSessions()) {
            return warmupRequests() + begunFirst[number];
        }
        int whole = number - begunSessions();
        return warmupRequests()
                + begunFirst[begunSessions()]
                + whole / measured * wholeFirst[measured]
                + wholeFirst[whole % measured];
    }

    Place place(int ticket) {
        if (ticket < warmupRequests()) {
            int session = session(warmupFirst, ticket);
            return place(session, true, session, 0, ticket, warmupFirst, session);
        }
        int number = ticket - warmupRequests();
        if (number < begunFirst[begunSessions()]) {
            return measured(session(begunFirst, number), number, begunFirst, session(begunFirst, number));
        }
        int left = number - begunFirst[begunSessions()];
        int within = left % wholeFirst[measured];
        int session = session(wholeFirst, within);
        return measured(
                begunSessions() + left / wholeFirst[measured] * measured + session, within, wholeFirst, session);
    }

    /** @param number which of all measured sessions */
    private Place measured(int number, int request, int[] firsts, int place) {
        return place(warmupSessions() + number, false, number % measured, number / measured, request, firsts, place);
    }

    private static Place place(
            int chain, boolean warmup, int session, int round, int request, int[] firsts, int place) {
        return new Place(chain, warmup, session, round, request - firsts[place], firsts[place + 1] - firsts[place]);
    }

    private static int session(int[] firsts, int ticket) {
        int found = Arrays.binarySearch(firsts, ticket);
        return found >= 0 ? found : -found - 2;
    }
}
