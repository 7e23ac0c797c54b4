package io.streamgauge.dataset;

import io.streamgauge.prompt.Prompt;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Traces of coding agents as WEKA's cache tester has them: a session a row, {@code {"id", "block_size", "requests": [{"t", "in",
 * "out", "hash_ids", "api_time", "think_time"}]}}, times in seconds. A request's blocks are all that it says, answers that were
 * given before among it. An entry of {@code type} {@code subagent} has requests of its own, which went on beside the agent's.
 */
record WekaParser(BlockTexts texts, TraceShaper shaper, TraceTiming timing, int blockTokens)
        implements TurnsParser<JsonNode> {
    private static final double SECONDS_PER_MILLI = 1e-3;

    @Override
    public List<Entry> turns(JsonNode given, int index) {
        if (!(given instanceof ObjectNode row) || !row.path("requests").isArray()) {
            throw new RowException("expected a session, an object with \"requests\", an array");
        }
        var fields = new JsonFields(row);
        var id = fields.string("id");
        if (id == null) {
            throw new RowException("expected \"id\", the session's name");
        }
        boolean everywhere = row.path("hash_id_scope").asString("local").equals("global");
        var calls = new Calls(id, everywhere ? 0 : BlockTexts.scope(id), fields.count("block_size", blockTokens), this);
        var main = new ArrayList<TracedCall>();
        var branches = new ArrayList<TracedSession.Branch>();
        var requests = row.path("requests");
        for (int i = 0; i < requests.size(); i++) {
            var request = requests.get(i);
            try {
                if (request.path("type").asString("").equals("subagent")) {
                    branch(request, calls, main.size() - 1, branches);
                } else {
                    main.add(calls.call(request, 0));
                }
            } catch (RowException e) {
                throw new RowException("request " + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        return calls.leftOut ? List.of() : session(main, branches).turns(timing, 0);
    }

    private static TracedSession session(List<TracedCall> main, List<TracedSession.Branch> branches) {
        if (main.isEmpty() && branches.isEmpty()) {
            throw new RowException("expected a request at least in \"requests\"");
        }
        if (main.isEmpty()) {
            var first = branches.removeFirst();
            return new TracedSession(first.calls(), branches);
        }
        // A branch stands behind the request that began it, wherever that has its place in time.
        var ordered = new ArrayList<>(main);
        ordered.sort(Comparator.comparingDouble(TracedCall::startSeconds));
        var placed = branches.stream()
                .map(branch -> new TracedSession.Branch(
                        branch.after() < 0 ? -1 : ordered.indexOf(main.get(branch.after())),
                        branch.endSeconds(),
                        branch.calls()))
                .toList();
        return new TracedSession(ordered, placed);
    }

    /** Its requests, if any, whose times may count from its own. */
    private static void branch(JsonNode agent, Calls calls, int after, List<TracedSession.Branch> branches) {
        double began = seconds(agent, "t");
        var inner = new ArrayList<TracedCall>();
        for (var request : agent.path("requests")) {
            double t = seconds(request, "t");
            inner.add(calls.call(request, t < began - 1e-6 ? began : 0));
        }
        if (inner.isEmpty()) {
            return;
        }
        inner.sort(Comparator.comparingDouble(TracedCall::startSeconds));
        double took = seconds(agent, "duration_ms", Double.NaN) * SECONDS_PER_MILLI;
        double ended = Double.isNaN(took)
                ? inner.stream().mapToDouble(TracedCall::endSeconds).max().orElseThrow()
                : began + took;
        branches.add(new TracedSession.Branch(after, ended, inner));
    }

    private static double seconds(JsonNode row, String name, double otherwise) {
        return row.hasNonNull(name) ? seconds(row, name) : otherwise;
    }

    private static double seconds(JsonNode row, String name) {
        var value = row.path(name);
        if (!value.isNumber() || Math.abs(value.doubleValue()) > 1e10) {
            throw new RowException("\"" + name + "\" is " + value + "; expected "
                    + (name.endsWith("_ms") ? "milliseconds" : "seconds"));
        }
        return value.doubleValue();
    }

    /** Makes the requests of a session. */
    private static final class Calls {
        private final String session;
        private final long scope;
        private final int blockTokens;
        private final WekaParser parser;
        private int made;
        private boolean leftOut;

        Calls(String session, long scope, int blockTokens, WekaParser parser) {
            this.session = session;
            this.scope = scope;
            this.blockTokens = blockTokens;
            this.parser = parser;
        }

        TracedCall call(JsonNode request, double fromSeconds) {
            if (!(request instanceof ObjectNode row)) {
                throw new RowException("expected an object");
            }
            var fields = new JsonFields(row);
            int tokens = fields.count("in", 0);
            if (tokens == 0) {
                throw new RowException("expected \"in\", tokens of what it says");
            }
            long[] given = TracePrompts.ids(row.path("hash_ids"));
            leftOut |= parser.shaper.leavesOut(tokens);
            int output = Math.max(1, row.path("out").asInt(0));
            long own = BlockTexts.scope(session) + made++;
            long[] ids = BlockTexts.ids(given, scope, own, blockTokens, tokens);
            var prompt = new Prompt(null, "", tokens, parser.shaper.output(output));
            var text = parser.texts.text(ids, blockTokens, tokens);
            return new TracedCall(
                    fromSeconds + seconds(row, "t"),
                    Math.max(0, seconds(row, "api_time", 0)),
                    seconds(row, "think_time", Double.NaN),
                    new Entry(prompt, Entry.ABSENT, Entry.ABSENT, session, null, text));
        }
    }
}
