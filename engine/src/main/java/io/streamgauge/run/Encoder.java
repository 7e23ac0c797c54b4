package io.streamgauge.run;

import io.streamgauge.endpoint.BodyOptions;
import io.streamgauge.plan.BenchmarkPlan;
import io.streamgauge.plan.ModelPlan;
import io.streamgauge.prompt.Content;
import io.streamgauge.prompt.Prompt;
import io.streamgauge.prompt.Weights;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Turns prompts into request bodies: the models take turns, or are drawn from the seed. Any thread. */
final class Encoder {
    private final BenchmarkPlan plan;
    private final List<BodyOptions> each;
    private final @Nullable Weights weights;
    private final int[] drawn;
    /** Those that requests carry, by their names. */
    private final ConcurrentHashMap<String, Stripped.Image> images = new ConcurrentHashMap<>();

    Encoder(BenchmarkPlan plan) {
        this.plan = plan;
        this.each =
                plan.models().names().stream().map(plan.request()::withModel).toList();
        List<Double> given = plan.models().weights();
        this.weights = given.isEmpty()
                ? null
                : new Weights(given.stream().mapToDouble(Double::doubleValue).toArray());
        SplittableRandom random = new SplittableRandom(plan.seed());
        this.drawn = weights == null
                ? random.ints(plan.promptCount(), 0, each.size()).toArray()
                : IntStream.generate(() -> draw(random))
                        .limit(plan.promptCount())
                        .toArray();
    }

    /** @param index which prompt of its kind this is */
    Requests.Request encode(int index, Prompt prompt) {
        BodyOptions options = options(index);
        return plan.input().stripsImages() && prompt.content() instanceof Content.Media media && prompt.images() > 0
                ? strippable(prompt, media.named(), options)
                : request(prompt, options, null);
    }

    private Requests.Request request(Prompt prompt, BodyOptions options, @Nullable Stripped stripped) {
        byte[] body = plan.endpoint().body(prompt, options);
        int images = plan.endpoint().images(prompt, options);
        boolean asks = options.includeUsage() && plan.endpoint().asksForUsage();
        return new Requests.Request(prompt.tokens(), images, body, body.length, asks, stripped);
    }

    private Requests.Request strippable(Prompt prompt, Content.Media media, BodyOptions options) {
        byte[] body = plan.endpoint().body(prompt.with(media.stripped()), options);
        List<Stripped.Image> named = media.imageNames().stream()
                .map(name -> images.computeIfAbsent(name, none -> new Stripped.Image()))
                .toList();
        return request(prompt.with(media), options, new Stripped(body, named));
    }

    /** What bodies say beside their prompts: of a prompt, or of the session, of this index. */
    BodyOptions options(int index) {
        if (plan.models().selection() == ModelPlan.Selection.ROUND_ROBIN || each.size() == 1) {
            return each.get(index % each.size());
        }
        return each.get(index < drawn.length ? drawn[index] : drawnBeyond(index));
    }

    /** A file may hold more requests than anyone counted: each is drawn by its number. */
    private int drawnBeyond(int index) {
        return draw(new SplittableRandom(plan.seed() ^ index * 0x9E3779B97F4A7C15L));
    }

    private int draw(SplittableRandom random) {
        return weights == null ? random.nextInt(each.size()) : weights.pick(random.nextDouble());
    }
}
