package io.streamgauge.dataset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A line of AIPerf's {@code dag_jsonl}.
 *
 * @param turns none of one that says nothing and only begins others
 * @param saysAll whether each turn says all by itself
 * @param beside lines that begin with its first turn
 * @param rounds what one that says nothing begins, one after the other
 */
record DagLine(List<JsonNode> turns, boolean saysAll, List<String> beside, List<Round> rounds) {
    private static final int NEVER = -1;
    private static final int MOST_ROUNDS = 10_000;
    private static final double NANOS_PER_MILLI = 1e6;

    /** Lines that begin at once, and how long after what they wait for. */
    record Round(List<String> children, long thinkNanos) {}

    /**
     * Lines that begin when a turn was answered.
     *
     * @param isFork whether they go on with its conversation
     * @param joinedAt which turn waits for them; {@link #NEVER} for none
     */
    record Branch(List<String> children, boolean isFork, int joinedAt) {}

    /** @throws RowException when it makes no sense */
    static DagLine of(JsonNode row) {
        var turns = new ArrayList<JsonNode>();
        row.path("turns").forEach(turns::add);
        var mode = row.path("context_mode").asString("");
        boolean orchestrator = row.path("orchestrator").asBoolean(false);
        if (turns.isEmpty() != orchestrator) {
            throw new RowException(
                    orchestrator
                            ? "\"turns\" of an orchestrator, which says nothing itself; leave them out"
                            : "expected \"turns\", an array with a turn at least");
        }
        if (row.hasNonNull("think_time_sigma")) {
            throw new RowException("\"think_time_sigma\": times are not drawn; give \"think_time_ms\" alone");
        }
        var line = new DagLine(
                List.copyOf(turns),
                mode.equals("message_array_with_responses"),
                names(row, "pre_session_spawns"),
                orchestrator ? rounds(row) : List.of());
        for (int turn = 0; turn < turns.size(); turn++) {
            line.branches(turn);
        }
        return line;
    }

    boolean isOrchestrator() {
        return turns.isEmpty();
    }

    private static List<Round> rounds(JsonNode row) {
        long think = millis(row, 0);
        var rounds = row.path("rounds");
        if (rounds.isArray()) {
            var all = new ArrayList<Round>();
            rounds.forEach(round -> all.add(new Round(some(round), millis(round, think))));
            if (all.isEmpty()) {
                throw new RowException("\"rounds\" is empty; expected a round at least");
            }
            return all;
        }
        int count = rounds.isMissingNode() || rounds.isNull() ? 1 : rounds.asInt(0);
        if (count < 1 || count > MOST_ROUNDS) {
            throw new RowException("\"rounds\" is " + rounds + "; expected 1 to " + MOST_ROUNDS);
        }
        return Collections.nCopies(count, new Round(some(row), think));
    }

    private static List<String> some(JsonNode row) {
        var children = names(row, "spawns");
        if (children.isEmpty()) {
            throw new RowException("expected \"spawns\", sessions that it begins");
        }
        return children;
    }

    private static long millis(JsonNode row, long otherwise) {
        var value = row.path("think_time_ms");
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isNumber() || !(value.doubleValue() >= 0) || value.doubleValue() > 1e12) {
            throw new RowException("\"think_time_ms\" is " + value + "; expected milliseconds");
        }
        return Math.round(value.doubleValue() * NANOS_PER_MILLI);
    }

    /** What begins when a turn was answered. */
    List<Branch> branches(int turn) {
        var branches = new ArrayList<Branch>();
        try {
            forks(turn, branches);
            spawns(turn, branches);
        } catch (RowException e) {
            throw new RowException("turn " + (turn + 1) + ": " + e.getMessage(), e);
        }
        return branches;
    }

    private void forks(int turn, List<Branch> branches) {
        var children = new ArrayList<String>();
        for (var fork : list(turns.get(turn), "forks")) {
            boolean goesOn = fork.isObject() && fork.path("background").asBoolean(false);
            if (!goesOn && turn < turns.size() - 1) {
                throw new RowException("\"forks\" before the last turn: what forked ends; give {\"child\": …,"
                        + " \"background\": true} where it goes on");
            }
            children.add(name(fork.isObject() ? fork.path("child") : fork, "forks"));
        }
        if (!children.isEmpty()) {
            branches.add(new Branch(distinct(children, "forks"), true, NEVER));
        }
    }

    private void spawns(int turn, List<Branch> branches) {
        var all = new ArrayList<String>();
        for (var spawn : list(turns.get(turn), "spawns")) {
            int joinedAt = turn + 1;
            var children = new ArrayList<String>();
            if (spawn.isObject()) {
                list(spawn, "children").forEach(child -> children.add(name(child, "spawns")));
                if (spawn.hasNonNull("join_at")) {
                    joinedAt = spawn.path("join_at").asInt(NEVER);
                    if (joinedAt <= turn || joinedAt >= turns.size()) {
                        throw new RowException("\"join_at\" is " + spawn.path("join_at")
                                + "; expected a later turn of the same line, the first of which is 0");
                    }
                }
            } else {
                children.add(name(spawn, "spawns"));
            }
            all.addAll(children);
            branches.add(new Branch(List.copyOf(children), false, joinedAt));
        }
        distinct(all, "spawns");
    }

    private static List<String> distinct(List<String> names, String field) {
        if (new HashSet<>(names).size() < names.size()) {
            throw new RowException("\"" + field + "\" names a session twice");
        }
        return List.copyOf(names);
    }

    private static List<String> names(JsonNode row, String field) {
        var names = new ArrayList<String>();
        list(row, field).forEach(name -> names.add(name(name, field)));
        return distinct(names, field);
    }

    private static Iterable<JsonNode> list(JsonNode row, String field) {
        var list = row.path(field);
        if (!list.isMissingNode() && !list.isNull() && !list.isArray()) {
            throw new RowException("\"" + field + "\" is " + list + "; expected an array");
        }
        return list;
    }

    private static String name(JsonNode given, String field) {
        var name = given.asString("");
        if (name.isEmpty() || !given.isString()) {
            throw new RowException("\"" + field + "\" holds " + given + "; expected names of sessions");
        }
        return name;
    }

    /** All lines that it begins. */
    List<String> children() {
        var children = new ArrayList<>(beside);
        rounds.forEach(round -> children.addAll(round.children()));
        for (int turn = 0; turn < turns.size(); turn++) {
            branches(turn).forEach(branch -> children.addAll(branch.children()));
        }
        return children;
    }
}
