package io.streamgauge.run;

import io.streamgauge.metrics.Subject;
import io.streamgauge.plan.BenchmarkPlan;
import io.streamgauge.prompt.Content;
import io.streamgauge.prompt.MediaMaker;
import io.streamgauge.prompt.Prompt;
import io.streamgauge.prompt.PromptSynthesizer;
import io.streamgauge.record.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Makes the prompts of a plan that has no file of them: several texts for one request, or a query and passages, where the API wants those. */
final class SyntheticPrompts {
    private final PromptSynthesizer synthesizer;
    private final BenchmarkPlan plan;

    SyntheticPrompts(PromptSynthesizer synthesizer, BenchmarkPlan plan) {
        this.synthesizer = synthesizer;
        this.plan = plan;
    }

    List<Prompt> prompts(Phase phase, int count) {
        boolean ranking = plan.endpoint().subject() == Subject.RANKINGS;
        int texts = plan.input().textsPerRequest() + (ranking ? 1 : 0);
        if (!plan.input().media().isNothing()) {
            return withMedia(phase, count);
        }
        if (texts == 1) {
            return synthesizer.prompts(plan.seed(), phase, count);
        }
        List<Prompt> parts = synthesizer.prompts(plan.seed(), phase, Math.multiplyExact(count, texts));
        List<Prompt> prompts = new ArrayList<>(count);
        for (int from = 0; from < parts.size(); from += texts) {
            prompts.add(joined(parts.subList(from, from + texts), ranking));
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

    private static Prompt joined(List<Prompt> parts, boolean ranking) {
        List<String> texts = parts.stream().map(Prompt::joined).toList();
        Content content = ranking
                ? new Content.Ranking(texts.getFirst(), texts.subList(1, texts.size()))
                : new Content.Texts(texts);
        int tokens = parts.stream().mapToInt(Prompt::tokens).sum();
        return new Prompt(null, "", tokens, parts.getFirst().outputTokens(), content, null);
    }
}
