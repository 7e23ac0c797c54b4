package io.streamgauge.endpoint;

import io.streamgauge.sse.TextPaths;

/** An API whose answers hold numbers instead of text: in one piece, with no tokens to time. */
sealed interface NumbersEndpoint extends Endpoint
        permits ChatEmbeddingsEndpoint, EmbeddingsEndpoint, ImageRetrievalEndpoint, NvClipEndpoint, RankingsEndpoint {
    @Override
    default boolean streams() {
        return false;
    }

    @Override
    default TextPaths streamPaths() {
        return Answers.openAi().build();
    }
}
