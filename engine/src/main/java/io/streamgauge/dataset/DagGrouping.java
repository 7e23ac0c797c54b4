package io.streamgauge.dataset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * AIPerf's {@code dag_jsonl}: lines of several turns, of which one may begin other lines when it was answered: {@code forks} go on
 * with its conversation, {@code spawns} begin their own, and a later turn waits for these. A line that no other begins is a session,
 * with all that is begun by it.
 */
final class DagGrouping implements SessionGrouping {
    /** Lines that begin others in many ways become many turns. */
    private static final int MOST_TURNS = 1_000_000;

    /** Each of them waits on the stack while another is added. */
    private static final int MOST_ABOVE = 500;

    private final MultiTurnParser parser;
    private final Map<String, Set<String>> begunBy = new HashMap<>();
    private final Set<String> names = new LinkedHashSet<>();

    DagGrouping(MultiTurnParser parser) {
        this.parser = parser;
    }

    @Override
    public List<String> names(JsonNode row, long number) {
        var name = row.path("session_id").asString("");
        if (name.isEmpty()) {
            throw new RowException("expected \"session_id\" and \"turns\"");
        }
        var line = DagLine.of(row);
        for (int turn = 0; turn < line.turns().size(); turn++) {
            entry(line.turns().get(turn), turn, name);
        }
        if (!names.add(name)) {
            throw new RowException("session \"" + name + "\" stands in the file before; expected each once");
        }
        for (var child : line.children()) {
            begunBy.computeIfAbsent(child, absent -> new LinkedHashSet<>()).add(name);
        }
        return List.of(name);
    }

    /** Those that nobody begins and that begin it; itself where only a circle does, which is told when it is made. */
    @Override
    public List<String> sessions(String name) {
        var roots = new LinkedHashSet<String>();
        var seen = new LinkedHashSet<String>(List.of(name));
        var open = new ArrayList<String>(seen);
        while (!open.isEmpty()) {
            var one = open.removeLast();
            var parents = begunBy.getOrDefault(one, Set.of());
            if (parents.isEmpty()) {
                roots.add(one);
            }
            parents.stream().filter(seen::add).forEach(open::add);
        }
        return roots.isEmpty() ? List.of(name) : List.copyOf(roots);
    }

    @Override
    public boolean isByTime() {
        return false;
    }

    @Override
    public List<Entry> turns(String session, List<JsonNode> rows) {
        Map<String, DagLine> lines = new HashMap<>();
        rows.forEach(row -> lines.put(row.path("session_id").asString(""), DagLine.of(row)));
        var turns = new Turns(session, lines);
        turns.add(session, List.of(), Follows.NOTHING, 0, List.of());
        return turns.entries;
    }

    /** The turns of a session as they become more. */
    private final class Turns {
        private final String session;
        private final Map<String, DagLine> lines;
        private final List<Entry> entries = new ArrayList<>();

        Turns(String session, Map<String, DagLine> lines) {
            this.session = session;
            this.lines = lines;
        }

        /**
         * Adds a line and all that it begins.
         *
         * @param ended what its first turn waits for
         * @param history whose conversation that goes on with
         * @param delayNanos how much longer that waits
         * @param above lines that began it
         * @return its last turns
         */
        List<Integer> add(String name, List<Integer> ended, int history, long delayNanos, List<String> above) {
            if (above.contains(name)) {
                throw new RowException("it begins itself: " + String.join(", ", above) + ", " + name);
            }
            if (above.size() > MOST_ABOVE) {
                throw new RowException("more than " + MOST_ABOVE + " lines, each begun by the one before it");
            }
            var line = lines.get(name);
            if (line == null) {
                throw new RowException("\"" + name + "\" is begun and stands in no line");
            }
            var path = new ArrayList<>(above);
            path.add(name);
            return line.isOrchestrator()
                    ? addRounds(line, ended, delayNanos, path)
                    : addTurns(line, ended, history, delayNanos, path);
        }

        private List<Integer> addTurns(
                DagLine line, List<Integer> ended, int history, long delayNanos, List<String> path) {
            Map<Integer, List<Integer>> joined = new HashMap<>();
            List<Integer> before = ended;
            int last = history;
            for (int i = 0; i < line.turns().size(); i++) {
                var waits = new LinkedHashSet<>(before);
                waits.addAll(joined.getOrDefault(i, List.of()));
                var follows = new Follows(List.copyOf(waits), line.saysAll() ? Follows.NOTHING : last);
                last = turn(entry(line.turns().get(i), i, session), follows, i == 0 ? delayNanos : 0);
                if (i == 0) {
                    for (var child : line.beside()) {
                        add(child, ended, Follows.NOTHING, delayNanos, path);
                    }
                }
                for (var branch : line.branches(i)) {
                    int from = branch.isFork() ? last : Follows.NOTHING;
                    var ends = new ArrayList<Integer>();
                    for (var child : branch.children()) {
                        ends.addAll(add(child, List.of(last), from, 0, path));
                    }
                    joined.computeIfAbsent(branch.joinedAt(), absent -> new ArrayList<>())
                            .addAll(ends);
                }
                before = List.of(last);
            }
            return before;
        }

        /** Rounds say nothing themselves: what one begins waits for all that the one before it began. */
        private List<Integer> addRounds(DagLine line, List<Integer> ended, long delayNanos, List<String> path) {
            List<Integer> before = ended;
            long delay = delayNanos;
            for (var round : line.rounds()) {
                var ends = new ArrayList<Integer>();
                for (var child : round.children()) {
                    ends.addAll(add(child, before, Follows.NOTHING, delay + round.thinkNanos(), path));
                }
                before = ends;
                delay = 0;
            }
            return before;
        }

        private int turn(Entry entry, Follows follows, long delayNanos) {
            if (entries.size() == MOST_TURNS) {
                throw new RowException("more than " + MOST_TURNS + " turns");
            }
            long delay = Math.max(0, entry.delayNanos()) + delayNanos;
            entries.add(new Entry(entry.prompt(), entry.atNanos(), delay, session, follows, null));
            return entries.size() - 1;
        }
    }

    private Entry entry(JsonNode given, int place, String session) {
        if (!(given instanceof ObjectNode turn)) {
            throw new RowException("turn " + (place + 1) + ": expected an object");
        }
        try {
            return parser.entry(turn, session, null);
        } catch (RowException e) {
            throw new RowException("turn " + (place + 1) + ": " + e.getMessage(), e);
        }
    }
}
