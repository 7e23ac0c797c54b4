package io.streamgauge.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingType;
import io.streamgauge.tokenizer.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FreshRepliesBenchTest {
    @Test
    void allCountTheSameBatchAlike() {
        var bench = new FreshRepliesBench();
        try {
            bench.nextReplies();
            bench.nextReplies();
            int[] counts = bench.countBatch().clone();
            int sum = Arrays.stream(counts).sum();
            assertThat(bench.jtokkitCount()).isEqualTo(sum);
            assertThat(bench.djlCountBatch()).isEqualTo(sum);
            assertThat(sum / FreshRepliesBench.REPLIES).isBetween(Replies.TOKENS - 50, Replies.TOKENS + 50);
        } finally {
            bench.close();
        }
    }

    @Test
    void everyReplyHasTheIdsOfTheOtherLibraries() {
        var jtokkit = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.CL100K_BASE);
        byte[] vocabulary = Capture.builtInVocabulary();
        try (Tokenizer ours = Tokenizer.fromTiktoken(vocabulary, "cl100k_base");
                var djl = TokenizerBench.djlOf(MergedVocabulary.json(vocabulary))) {
            for (String text : Replies.of(2, 0, 40)) {
                int[] ids = ours.encode(text);
                assertThat(jtokkit.encodeOrdinary(text).toArray()).isEqualTo(ids);
                assertThat(djl.encode(text, false, false).getIds())
                        .isEqualTo(Arrays.stream(ids).asLongStream().toArray());
            }
        }
    }

    @Test
    void eachBatchIsNewAndBringsNewWords() {
        var bench = new FreshRepliesBench();
        try {
            Set<String> texts = new HashSet<>();
            Set<String> words = new HashSet<>();
            for (int i = 0; i < 5; i++) {
                bench.nextReplies();
                texts.addAll(bench.texts());
                assertThat(texts).hasSize((i + 1) * FreshRepliesBench.REPLIES);
                Set<String> fresh = bench.texts().stream()
                        .flatMap(text -> Arrays.stream(text.split("(?=[^\\p{L}])")))
                        .collect(Collectors.toSet());
                fresh.removeAll(words);
                assertThat(fresh).hasSizeGreaterThan(300);
                words.addAll(fresh);
            }
        } finally {
            bench.close();
        }
    }

    /** What two machines measure is the same: the bytes are written down here. */
    @Test
    void repliesAreTheSameEverywhere() {
        assertThat(Replies.of(1, 0, 3))
                .isEqualTo(List.of(
                        Replies.of(1, 0, 1).getFirst(),
                        Replies.of(1, 1, 1).getFirst(),
                        Replies.of(1, 2, 1).getFirst()));
        String text = String.join("", Replies.of(1, 0, 10));
        assertThat(Arrays.hashCode(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(1245767780);
        assertThat(text).contains("```", "**", "| ", "$$", "def ", "## ");
        assertThat(text.codePoints()
                        .filter(c -> c > 0x24f && Character.isLetter(c))
                        .count())
                .isPositive();
    }
}
