package io.streamgauge.run;

import io.streamgauge.dataset.Entry;
import io.streamgauge.dataset.Follows;
import io.streamgauge.dataset.SessionIndex;
import io.streamgauge.endpoint.BodyOptions;
import io.streamgauge.endpoint.TurnBody;
import io.streamgauge.plan.WarmupPlan;
import io.streamgauge.prompt.Prompt;
import io.streamgauge.prompt.SessionShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Sessions of a file, each read when it is asked for. */
final class SessionFile implements SessionScripts {
    /** Room for a turn whose text is made when it is sent. */
    private static final int LATER_CHARACTERS = 1 << 10;

    private final SessionIndex index;
    private final int[] used;
    private final SessionShape shape;
    private final Completing completing;
    private final Encoder encoder;

    /** Makes a file's prompt complete. */
    interface Completing {
        /**
         * The prompt with what its line left open.
         *
         * @param index how many prompts stand before it in the file
         * @param opens whether it is the first of its session
         */
        Prompt complete(Prompt given, int index, boolean opens);
    }

    /** @param used which of the file's sessions they are */
    SessionFile(SessionIndex index, int[] used, SessionShape shape, Completing completing, Encoder encoder) {
        this.index = index;
        this.used = used;
        this.shape = shape;
        this.completing = completing;
        this.encoder = encoder;
    }

    @Override
    public int count() {
        return used.length;
    }

    @Override
    public int turns(int session) {
        return index.turns(used[session]);
    }

    @Override
    public String id(int session) {
        return index.id(used[session]);
    }

    @Override
    public SessionScript script(int session) {
        List<SessionScript.Turn> turns = new ArrayList<>();
        for (SessionIndex.Turn turn : index.read(used[session])) {
            turns.add(turn(turn.entry(), turn.index(), turns.size()));
        }
        BodyOptions options = encoder.options(session);
        String system = TurnBody.system(turns.getFirst().prompt(), options);
        return new SessionScript(id(session), system, options, turns);
    }

    private SessionScript.Turn turn(Entry entry, int index, int place) {
        Follows given = entry.follows();
        Follows follows = given == null ? Follows.turnBefore(place) : given;
        boolean opens = follows.history() == Follows.NOTHING;
        long delay = place == 0 || entry.delayNanos() == Entry.ABSENT ? 0 : shape.scaled((double) entry.delayNanos());
        if (entry.text() == null) {
            Prompt prompt = completing.complete(entry.prompt(), index, opens);
            return SessionScript.Turn.held(prompt, delay, entry.atNanos(), follows);
        }
        // What a turn that says all by itself has in front is the same as that of the others.
        Supplier<Prompt> saying = () -> completing.complete(entry.written(), index - place, opens);
        return new SessionScript.Turn(saying, LATER_CHARACTERS, delay, entry.atNanos(), follows);
    }

    /** All of them in memory. */
    SessionScripts held() {
        return new Held(IntStream.range(0, used.length).mapToObj(this::script).toList());
    }

    /**
     * Sessions from the beginning on: as many as are asked for, or as have the warm-up's requests for turns; the last one is cut
     * off where these would be more.
     */
    static SessionScripts warmup(SessionScripts all, WarmupPlan warmup) {
        List<Integer> turns = new ArrayList<>();
        while (turns.size() < warmup.sessions()) {
            turns.add(all.turns(turns.size() % all.count()));
        }
        int left = warmup.requests();
        while (left > 0) {
            turns.add(Math.min(left, all.turns(turns.size() % all.count())));
            left -= turns.getLast();
        }
        return new From(all, 0, turns.stream().mapToInt(Integer::intValue).toArray());
    }

    /** All sessions, those of the warm-up last. */
    static SessionScripts measured(SessionScripts all, int warmupSessions) {
        int from = warmupSessions % all.count();
        int[] turns = new int[all.count()];
        Arrays.setAll(turns, i -> all.turns((from + i) % all.count()));
        return new From(all, from, turns);
    }

    /** Sessions from one on, the first after the last, perhaps cut off. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record From(SessionScripts all, int from, int[] turns) implements SessionScripts {
        @Override
        public int count() {
            return turns.length;
        }

        @Override
        public int turns(int session) {
            return turns[session];
        }

        @Override
        public String id(int session) {
            return all.id((from + session) % all.count());
        }

        @Override
        public SessionScript script(int session) {
            return all.script((from + session) % all.count()).first(turns[session]);
        }
    }
}
