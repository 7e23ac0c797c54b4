package io.streamgauge.endpoint;

import io.streamgauge.sse.TextPaths;

/** An API whose answers hold numbers, or images, instead of text: in one piece, with no tokens to time. */
sealed interface NumbersEndpoint extends Endpoint
        permits ChatEmbeddingsEndpoint,
                EmbeddingsEndpoint,
                ImageGenerationEndpoint,
                ImageRetrievalEndpoint,
                NvClipEndpoint,
                RankingsEndpoint {
    @Override
    default boolean streams() {
        return false;
    }

    @Override
    default TextPaths streamPaths() {
        return Answers.openAi().build();
    }
}
