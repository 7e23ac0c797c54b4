package io.streamgauge.dataset;

import io.streamgauge.prompt.Content;
import io.streamgauge.prompt.Prompt;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Traces of OpenTelemetry: the spans of a conversation, or else of a trace, in which a model was asked are the turns of a session.
 * One waits for those that had been answered when it began, by the same agent, or by one that set it to work or that it set to work.
 */
final class OtelGrouping implements SessionGrouping {
    private final BlockTexts texts;
    private final ToIntFunction<JsonNode> counting;
    private final TraceShaper shaper;
    private final TraceTiming timing;
    private final Begin begin;
    private long leftOut;

    /** The first moment of a file. */
    private static final class Begin {
        private double seconds = Double.POSITIVE_INFINITY;
    }

    /**
     * @param counting tokens of messages
     * @param shaper with the tokens of a block
     */
    OtelGrouping(BlockTexts texts, ToIntFunction<JsonNode> counting, TraceShaper shaper, TraceTiming timing) {
        this(texts, counting, shaper, timing, new Begin());
    }

    private OtelGrouping(
            BlockTexts texts, ToIntFunction<JsonNode> counting, TraceShaper shaper, TraceTiming timing, Begin begin) {
        this.texts = texts;
        this.counting = counting;
        this.shaper = shaper;
        this.timing = timing;
        this.begin = begin;
    }

    /** The same, which has seen the same rows, with another way to count. */
    OtelGrouping counting(ToIntFunction<JsonNode> other) {
        return new OtelGrouping(texts, other, shaper, timing, begin);
    }

    @Override
    public List<String> names(JsonNode row, long number) {
        var names = new LinkedHashSet<String>();
        for (var span : OtelSpan.of(row, number)) {
            names.add(span.session());
            if (span.asks()) {
                begin.seconds = Math.min(begin.seconds, span.startSeconds());
            }
        }
        return List.copyOf(names);
    }

    @Override
    public boolean isByTime() {
        return true;
    }

    @Override
    public long leftOut() {
        return leftOut;
    }

    /** A span in which a model was asked. */
    private record Asked(OtelSpan span, TracedCall call, List<String> agents) {
        /** Whether it had been answered before another one began, which may have waited for it. */
        boolean isBefore(Asked other) {
            return call.endSeconds() <= other.call.startSeconds() && isNear(agents, other.agents);
        }

        /** Whether one list of agents, each set to work by the one before it, begins with the other. */
        private static boolean isNear(List<String> one, List<String> other) {
            int common = Math.min(one.size(), other.size());
            return one.subList(0, common).equals(other.subList(0, common));
        }
    }

    @Override
    public List<Entry> turns(String session, List<JsonNode> rows) {
        Map<String, OtelSpan> spans = new HashMap<>();
        var asking = new ArrayList<OtelSpan>();
        for (var row : rows) {
            for (var span : OtelSpan.of(row, 0)) {
                boolean own =
                        span.session().equals(session) || row.path("spans").isArray();
                boolean seen = !span.id().isEmpty() && spans.putIfAbsent(span.id(), span) != null;
                if (own && !seen && span.asks()) {
                    asking.add(span);
                }
            }
        }
        asking.sort(Comparator.comparingDouble(OtelSpan::startSeconds).thenComparing(OtelSpan::id));
        var asked = new ArrayList<Asked>();
        boolean tooLong = false;
        for (var span : asking) {
            var agents = agents(span, spans);
            var call = call(session, span, agents, asked.size());
            tooLong |= call == null;
            if (call != null) {
                asked.add(new Asked(span, call, agents));
            }
        }
        if (tooLong) {
            leftOut++;
            return List.of();
        }
        return asked.isEmpty() ? List.of() : inOrder(asked);
    }

    private List<Entry> inOrder(List<Asked> asked) {
        var starts = asked.stream().map(one -> one.call().startSeconds()).toList();
        var gaps = new IdleGaps(starts, timing.idleSeconds());
        var turns = new TracedTurns(timing, gaps, Math.max(0, starts.getFirst() - begin.seconds));
        for (int turn = 0; turn < asked.size(); turn++) {
            turns.add(asked.get(turn).call(), before(asked, turn));
        }
        return turns.entries();
    }

    /** What a turn waited for, without what that had waited for. */
    private static List<Integer> before(List<Asked> asked, int turn) {
        var before = new ArrayList<Integer>();
        for (int other = turn - 1; other >= 0; other--) {
            var candidate = asked.get(other);
            if (candidate.isBefore(asked.get(turn))
                    && before.stream().noneMatch(later -> candidate.isBefore(asked.get(later)))) {
                before.add(other);
            }
        }
        return before.reversed();
    }

    /** Agents that were at work when a span began, the first one first. */
    private static List<String> agents(OtelSpan span, Map<String, OtelSpan> spans) {
        var agents = new ArrayList<String>();
        var above = new LinkedHashSet<String>();
        for (var parent = spans.get(span.parent());
                parent != null && above.add(parent.id());
                parent = spans.get(parent.parent())) {
            if (parent.isAgent()) {
                agents.addFirst(parent.id());
            }
        }
        return agents;
    }

    /** @return null where it is longer than is allowed */
    private @Nullable TracedCall call(String session, OtelSpan span, List<String> agents, int number) {
        var entry = entry(session, span, agents, number);
        if (shaper.leavesOut(span.inputTokens())) {
            return null;
        }
        double start = span.startSeconds();
        return new TracedCall(start, Math.max(0, span.endSeconds() - start), Double.NaN, entry);
    }

    private Entry entry(String session, OtelSpan span, List<String> agents, int number) {
        int tokens = span.inputTokens();
        int asked = span.outputTokens();
        int output = asked == 0 ? Prompt.OUTPUT_UNSET : shaper.output(asked);
        var messages = OtelMessages.of(span);
        if (messages != null) {
            var tools = OtelMessages.tools(span);
            var fields = tools == null
                    ? null
                    : JsonNodeFactory.instance.objectNode().set("tools", tools).toString();
            var content = new Content.Messages(messages.toString());
            var prompt = new Prompt(null, "", counting.applyAsInt(messages), output, content, fields);
            return new Entry(prompt, Entry.ABSENT, Entry.ABSENT, session);
        }
        if (tokens == 0) {
            throw new RowException("span " + span.id() + ": expected \"gen_ai.input.messages\" or"
                    + " \"gen_ai.usage.input_tokens\" among its attributes");
        }
        long scope = BlockTexts.scope(session + agents);
        long[] blocks = LongStream.range(0, tokens / shaper.blockTokens()).toArray();
        long[] ids = BlockTexts.ids(blocks, scope, number, shaper.blockTokens(), tokens);
        var prompt = new Prompt(null, "", tokens, output);
        return new Entry(
                prompt, Entry.ABSENT, Entry.ABSENT, session, null, texts.text(ids, shaper.blockTokens(), tokens));
    }
}
