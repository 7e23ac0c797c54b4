package io.streamgauge.plan;

import io.streamgauge.prompt.CorpusKind;
import io.streamgauge.prompt.MediaShape;
import io.streamgauge.prompt.RankingShape;
import org.jspecify.annotations.Nullable;

/**
 * What requests carry.
 *
 * @param file where requests come from; null to make them up
 * @param textsPerRequest texts of one request where its API takes several
 * @param rankings what made rankings look like
 * @param media images and sounds made for each request
 * @param cacheBust whether each request begins with a mark of its own, so that no server finds it in a cache
 * @param stripsImages whether images have names, and go out by these alone once a request with them was answered
 * @param corpus what made texts are cut out of
 */
public record InputPlan(
        @Nullable FilePlan file,
        int textsPerRequest,
        RankingShape rankings,
        MediaShape media,
        boolean cacheBust,
        boolean stripsImages,
        CorpusKind corpus) {
    public InputPlan {
        if (textsPerRequest < 1) {
            throw new IllegalArgumentException("texts of a request: " + textsPerRequest);
        }
    }
}
