package io.streamgauge.dataset;

import io.streamgauge.prompt.Prompt;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * TraceLab's traces of coding agents: a round of a session a row, which says how many tokens went in and how many of these the
 * engine had read before. So many blocks a round has in common with the one before it; what each said nobody knows. Which sessions
 * are subagents of which, {@link TracelabAgents} finds.
 */
final class TracelabGrouping implements SessionGrouping {
    private static final String SESSION = "session_id";

    /** Few enough that a sum of some is a number still. */
    private static final int MOST_TOKENS = 1 << 28;

    private final BlockTexts texts;
    private final TraceShaper shaper;
    private final TraceTiming timing;
    private final TracelabAgents agents = new TracelabAgents();
    private long leftOut;

    /** @param shaper with the tokens of a block */
    TracelabGrouping(BlockTexts texts, TraceShaper shaper, TraceTiming timing) {
        this.texts = texts;
        this.shaper = shaper;
        this.timing = timing;
    }

    /** A round that says when it was. */
    private record Round(double startSeconds, double tookSeconds, int number, JsonNode row) {}

    @Override
    public List<String> names(JsonNode row, long number) {
        var session = row.path(SESSION).asString("");
        if (session.isEmpty()) {
            throw new RowException("expected \"session_id\" and \"timing_events\", a round of a session");
        }
        count(row, "input_tokens_total");
        agents.look(session, row);
        return List.of(session);
    }

    @Override
    public List<String> sessions(String name) {
        var parent = agents.parent(name);
        return List.of(parent == null ? name : parent);
    }

    @Override
    public long leftOut() {
        return leftOut;
    }

    @Override
    public boolean isByTime() {
        return true;
    }

    @Override
    public List<Entry> turns(String session, List<JsonNode> rows) {
        Map<String, List<Round>> parts = new LinkedHashMap<>();
        parts.put(session, new ArrayList<>());
        rows.forEach(row -> {
            var round = round(row);
            if (round != null) {
                parts.computeIfAbsent(row.path(SESSION).asString(""), name -> new ArrayList<>())
                        .add(round);
            }
        });
        var blocks = new Blocks(session);
        var own = calls(session, parts.remove(session), blocks);
        if (own.isEmpty()) {
            throw new RowException("no round of it says when it was; expected \"timing_events\" with a \"timestamp\"");
        }
        var branches = new ArrayList<TracedSession.Branch>();
        parts.forEach((name, rounds) -> {
            var window = agents.window(name);
            branches.add(new TracedSession.Branch(
                    before(own, window.startSeconds()), window.endSeconds(), calls(session, rounds, blocks)));
        });
        double began = own.getFirst().startSeconds() - agents.firstSeconds();
        if (blocks.leftOut) {
            leftOut++;
            return List.of();
        }
        return new TracedSession(own, branches).turns(timing, Math.max(0, began));
    }

    private static int before(List<TracedCall> calls, double seconds) {
        int last = -1;
        for (int i = 0; i < calls.size() && calls.get(i).startSeconds() <= seconds; i++) {
            last = i;
        }
        return last;
    }

    private List<TracedCall> calls(String session, List<Round> rounds, Blocks blocks) {
        var ordered = new ArrayList<>(rounds);
        ordered.sort(Comparator.comparingDouble(Round::startSeconds).thenComparingInt(Round::number));
        var calls = new ArrayList<TracedCall>();
        long[] last = {};
        for (var round : ordered) {
            int tokens = Math.max(1, count(round.row(), "input_tokens_total"));
            int known = Math.min(count(round.row(), "prefix_tokens", 0), tokens);
            int output = Math.addExact(
                    count(round.row(), "output_tokens", 0), count(round.row(), "reasoning_output_tokens", 0));
            blocks.leftOut |= shaper.leavesOut(tokens);
            last = blocks.next(last, known / shaper.blockTokens(), tokens);
            var prompt = new Prompt(null, "", tokens, shaper.output(Math.max(1, output)));
            var entry = new Entry(
                    prompt, Entry.ABSENT, Entry.ABSENT, session, null, texts.text(last, shaper.blockTokens(), tokens));
            calls.add(new TracedCall(round.startSeconds(), round.tookSeconds(), Double.NaN, entry));
        }
        return calls;
    }

    /** The blocks of a session: all that it ever says, each with a number of its own. */
    private final class Blocks {
        private final long scope;
        private long made;
        private boolean leftOut;

        Blocks(String session) {
            scope = BlockTexts.scope(session);
        }

        /** Those of a round that has so many whole ones in common with another. */
        long[] next(long[] other, int common, int tokens) {
            int whole = tokens / shaper.blockTokens();
            var ids = new long[Math.ceilDiv(tokens, shaper.blockTokens())];
            int shared = Math.min(Math.min(common, other.length), whole);
            System.arraycopy(other, 0, ids, 0, shared);
            for (int i = shared; i < ids.length; i++) {
                ids[i] = TraceShaper.mixed(scope ^ TraceShaper.mixed(made++));
            }
            return ids;
        }
    }

    /** Sent when the last thing that went in was there, answered with the last that came out; null where nobody knows. */
    private static @Nullable Round round(JsonNode row) {
        var in = new ArrayList<Double>();
        var out = new ArrayList<Double>();
        for (var event : row.path("timing_events")) {
            var type = event.path("event_type").asString("");
            double seconds = TracelabAgents.seconds(event, "timestamp");
            if (Double.isNaN(seconds)) {
                continue;
            }
            switch (type) {
                case "user_message", "tool_result" -> in.add(seconds);
                case "text", "reasoning", "tool_call" -> out.add(seconds);
                default -> {
                    // neither sent nor answered
                }
            }
        }
        if (in.isEmpty() && out.isEmpty()) {
            return null;
        }
        double start = in.isEmpty() ? min(out) : max(in);
        double took = out.isEmpty() ? 0 : Math.max(0, max(out) - start);
        return new Round(start, took, row.path("round_index").asInt(0), row);
    }

    private static double min(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    private static double max(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    private static int count(JsonNode row, String name, int otherwise) {
        return row.hasNonNull(name) ? count(row, name) : otherwise;
    }

    private static int count(JsonNode row, String name) {
        var value = row.path(name);
        if (!value.isNumber() || value.doubleValue() < 0 || value.doubleValue() > MOST_TOKENS) {
            throw new RowException("\"" + name + "\" is " + value + "; expected tokens");
        }
        return value.asInt();
    }
}
