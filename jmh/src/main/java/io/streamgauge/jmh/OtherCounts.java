package io.streamgauge.jmh;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.knuddels.jtokkit.api.Encoding;
import java.util.List;

/** How many tokens texts have by other libraries, each by the best way that it offers. */
final class OtherCounts {
    private OtherCounts() {}

    /** By jtokkit, one text after the other, which is all that it offers. */
    static int of(Encoding jtokkit, List<String> texts) {
        int sum = 0;
        for (String text : texts) {
            sum += jtokkit.countTokensOrdinary(text);
        }
        return sum;
    }

    /** By DJL, which has no count: a batch of encodings and their lengths. */
    static int of(HuggingFaceTokenizer djl, List<String> texts) {
        int sum = 0;
        for (var encoding : djl.batchEncode(texts, false, false)) {
            sum += encoding.getIds().length;
        }
        return sum;
    }
}
