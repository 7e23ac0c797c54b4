package io.streamgauge.run;

import io.streamgauge.arrival.Shard;
import java.util.Arrays;
import java.util.List;

/**
 * Which requests are turns of which session. Sessions of the warm-up come first, then those that are measured, which begin again
 * after the last; the turns of one have numbers in a row. Immutable.
 */
final class SessionNumbers {
    private final List<SessionScript> warmup;
    private final List<SessionScript> measured;
    /** Number of each warm-up session's first request, and of all of them. */
    private final int[] warmupFirst;
    /** The same of those measured, within a round. */
    private final int[] measuredFirst;

    /**
     * Where a request stands.
     *
     * @param chain number of the session within the run
     * @param script what it says
     * @param round how often its script was used before
     * @param turn which of its turns the request is
     */
    record Place(int chain, SessionScript script, int round, int turn) {
        /** The session's name, which no other of its phase has. */
        String id() {
            return round == 0 ? script.id() : script.id() + "~" + (round + 1);
        }

        boolean isLast() {
            return turn == script.turns().size() - 1;
        }
    }

    SessionNumbers(List<SessionScript> warmup, List<SessionScript> measured) {
        this.warmup = warmup;
        this.measured = measured;
        this.warmupFirst = firsts(warmup);
        this.measuredFirst = firsts(measured);
    }

    private static int[] firsts(List<SessionScript> sessions) {
        int[] firsts = new int[sessions.size() + 1];
        for (int i = 0; i < sessions.size(); i++) {
            firsts[i + 1] = Math.addExact(firsts[i], sessions.get(i).turns().size());
        }
        return firsts;
    }

    /** Warm-up sessions. */
    int warmupSessions() {
        return warmup.size();
    }

    /** Requests of all warm-up sessions. */
    int warmupRequests() {
        return warmupFirst[warmup.size()];
    }

    /** Different measured sessions. */
    int measuredSessions() {
        return measured.size();
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
        int rounds = (Integer.MAX_VALUE / 2 - warmupRequests()) / measuredFirst[measured.size()];
        return Math.multiplyExact(Math.min(rounds, Integer.MAX_VALUE / 2 / measured.size()), measured.size());
    }

    int firstTicket(int chain) {
        if (chain < warmup.size()) {
            return warmupFirst[chain];
        }
        int number = chain - warmup.size();
        int round = number / measured.size();
        return warmupRequests() + round * measuredFirst[measured.size()] + measuredFirst[number % measured.size()];
    }

    Place place(int ticket) {
        if (ticket < warmupRequests()) {
            int session = session(warmupFirst, ticket);
            return new Place(session, warmup.get(session), 0, ticket - warmupFirst[session]);
        }
        int number = ticket - warmupRequests();
        int round = number / measuredFirst[measured.size()];
        int within = number % measuredFirst[measured.size()];
        int session = session(measuredFirst, within);
        int chain = warmup.size() + round * measured.size() + session;
        return new Place(chain, measured.get(session), round, within - measuredFirst[session]);
    }

    private static int session(int[] firsts, int ticket) {
        int found = Arrays.binarySearch(firsts, ticket);
        return found >= 0 ? found : -found - 2;
    }
}
