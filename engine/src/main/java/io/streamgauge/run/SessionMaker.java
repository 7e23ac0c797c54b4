package io.streamgauge.run;

import io.streamgauge.dataset.Entry;
import io.streamgauge.dataset.Follows;
import io.streamgauge.endpoint.BodyOptions;
import io.streamgauge.endpoint.TurnBody;
import io.streamgauge.plan.BenchmarkPlan;
import io.streamgauge.plan.SessionPlan;
import io.streamgauge.plan.WarmupPlan;
import io.streamgauge.prompt.Prompt;
import io.streamgauge.prompt.PromptSynthesizer;
import io.streamgauge.prompt.SessionShape;
import io.streamgauge.record.Phase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.UnaryOperator;

/** Makes sessions up: how many turns each has, how long its user thinks, what is said. All of it follows from the seed. */
final class SessionMaker {
    private final BenchmarkPlan plan;
    private final PromptSynthesizer synthesizer;
    private final UnaryOperator<Prompt> marking;
    private final Encoder encoder;

    /** @param marking adds to the first prompt of a session what makes it new to any cache */
    SessionMaker(BenchmarkPlan plan, PromptSynthesizer synthesizer, UnaryOperator<Prompt> marking) {
        this.plan = plan;
        this.synthesizer = synthesizer;
        this.marking = marking;
        this.encoder = new Encoder(plan);
    }

    /**
     * As many as are asked for, or as have the warm-up's requests for turns; the last one is cut off where these would be too
     * many.
     */
    List<SessionScript> warmup(SessionShape shape) {
        WarmupPlan warmup = plan.load().warmup();
        List<long[]> delays = new ArrayList<>();
        while (delays.size() < warmup.sessions()) {
            delays.add(shape.delays(plan.seed(), Phase.WARMUP, delays.size()));
        }
        int left = warmup.requests();
        while (left > 0) {
            long[] drawn = shape.delays(plan.seed(), Phase.WARMUP, delays.size());
            delays.add(Arrays.copyOf(drawn, Math.min(drawn.length, left)));
            left -= delays.getLast().length;
        }
        return scripts(Phase.WARMUP, "warmup-", delays);
    }

    /** Different sessions: as many as are to be held, unless fewer are to be used in turn. */
    List<SessionScript> measured(SessionPlan sessions) {
        int different = sessions.count() == 0 ? plan.promptCount() : Math.min(sessions.count(), plan.promptCount());
        List<long[]> delays = new ArrayList<>();
        for (int i = 0; i < different; i++) {
            delays.add(sessions.shape().delays(plan.seed(), Phase.MEASURE, i));
        }
        return scripts(Phase.MEASURE, "session-", delays);
    }

    private List<SessionScript> scripts(Phase phase, String name, List<long[]> delays) {
        BitSet firsts = new BitSet();
        int count = 0;
        for (long[] turns : delays) {
            firsts.set(count);
            count = Math.addExact(count, turns.length);
        }
        List<Prompt> prompts = synthesizer.prompts(plan.seed(), phase, count, firsts::get);
        List<SessionScript> scripts = new ArrayList<>(delays.size());
        int from = 0;
        for (long[] turns : delays) {
            scripts.add(script(name, scripts.size(), turns, prompts.subList(from, from + turns.length)));
            from += turns.length;
        }
        return scripts;
    }

    private SessionScript script(String name, int index, long[] delays, List<Prompt> prompts) {
        BodyOptions options = encoder.options(index);
        List<SessionScript.Turn> turns = new ArrayList<>(delays.length);
        for (int i = 0; i < delays.length; i++) {
            Prompt prompt = i == 0 ? marking.apply(prompts.get(i)) : prompts.get(i);
            turns.add(SessionScript.Turn.held(prompt, delays[i], Entry.ABSENT, Follows.turnBefore(i)));
        }
        String system = TurnBody.system(turns.getFirst().prompt(), options);
        return new SessionScript(name + index, system, options, turns);
    }
}
