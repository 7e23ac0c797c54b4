package io.streamgauge.run;

import io.streamgauge.metrics.Subject;
import io.streamgauge.plan.BenchmarkPlan;
import io.streamgauge.prompt.Content;
import io.streamgauge.prompt.LengthMix;
import io.streamgauge.prompt.MediaMaker;
import io.streamgauge.prompt.Prompt;
import io.streamgauge.prompt.PromptSynthesizer;
import io.streamgauge.prompt.RankingShape;
import io.streamgauge.record.Phase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/** Makes the prompts of a plan that has no file of them: several texts for one request, or a query and passages, where the API wants those. */
final class SyntheticPrompts {
    /** Queries of lengths of their own are drawn apart from passages, which would begin like them. */
    private static final long QUERY_SEED = 0x51ED_2701L;

    private final PromptSynthesizer synthesizer;
    private final BenchmarkPlan plan;

    SyntheticPrompts(PromptSynthesizer synthesizer, BenchmarkPlan plan) {
        this.synthesizer = synthesizer;
        this.plan = plan;
    }

    List<Prompt> prompts(Phase phase, int count) {
        int texts = plan.input().textsPerRequest();
        if (!plan.input().media().isNothing()) {
            return withMedia(phase, count);
        }
        if (plan.endpoint().subject() == Subject.RANKINGS) {
            return rankings(phase, count);
        }
        if (texts == 1) {
            return synthesizer.prompts(plan.seed(), phase, count);
        }
        List<Prompt> parts = synthesizer.prompts(plan.seed(), phase, Math.multiplyExact(count, texts));
        List<Prompt> prompts = new ArrayList<>(count);
        for (int from = 0; from < parts.size(); from += texts) {
            List<Prompt> some = parts.subList(from, from + texts);
            prompts.add(joined(some, new Content.Texts(texts(some))));
        }
        return prompts;
    }

    private List<Prompt> rankings(Phase phase, int count) {
        RankingShape shape = plan.input().rankings();
        long first = phase == Phase.WARMUP ? Integer.MAX_VALUE : 0;
        int[] passages = IntStream.range(0, count)
                .map(i -> shape.passages(plan.seed(), first + i))
                .toArray();
        int all = Arrays.stream(passages).reduce(0, Math::addExact);
        if (shape.query() == null) {
            all = Math.addExact(all, count);
        }
        Iterator<Prompt> texts = synthesizer.prompts(plan.seed(), phase, all).iterator();
        Iterator<Prompt> queries = shape.query() == null
                ? texts
                : synthesizer
                        .withLengths(LengthMix.of(shape.query(), null))
                        .prompts(plan.seed() + QUERY_SEED, phase, count)
                        .iterator();
        List<Prompt> prompts = new ArrayList<>(count);
        for (int number : passages) {
            Prompt query = queries.next();
            List<Prompt> parts = new ArrayList<>(List.of(query));
            for (int i = 0; i < number; i++) {
                parts.add(texts.next());
            }
            prompts.add(joined(parts, new Content.Ranking(query.joined(), texts(parts.subList(1, parts.size())))));
        }
        return prompts;
    }

    /** Image retrieval sends images and nothing else; a transcription is asked for its length, and told nothing. */
    private List<Prompt> withMedia(Phase phase, int count) {
        MediaMaker maker = new MediaMaker(plan.input().media(), plan.seed());
        long firstIndex = phase == Phase.WARMUP ? Integer.MAX_VALUE : 0;
        if (plan.endpoint().subject() == Subject.IMAGE_RETRIEVAL) {
            return IntStream.range(0, count)
                    .mapToObj(i -> new Prompt(null, "", 0, Prompt.OUTPUT_UNSET, maker.media(firstIndex + i), null))
                    .toList();
        }
        List<Prompt> texts = synthesizer.prompts(plan.seed(), phase, count);
        return IntStream.range(0, count)
                .mapToObj(i -> with(told(texts.get(i)), maker.media(firstIndex + i)))
                .toList();
    }

    private Prompt told(Prompt text) {
        return plan.endpoint().subject() == Subject.TRANSCRIPTION ? new Prompt(null, "", 0, text.outputTokens()) : text;
    }

    private static Prompt with(Prompt text, Content.Media media) {
        return new Prompt(text.prefix(), text.text(), text.tokens(), text.outputTokens(), media, text.fields());
    }

    private static List<String> texts(List<Prompt> parts) {
        return parts.stream().map(Prompt::joined).toList();
    }

    private static Prompt joined(List<Prompt> parts, Content content) {
        int tokens = parts.stream().mapToInt(Prompt::tokens).sum();
        return new Prompt(null, "", tokens, parts.getFirst().outputTokens(), content, null);
    }
}
