package io.streamgauge.jmh;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The built-in vocabulary in Hugging Face's form, so that a tokenizer which reads nothing else can be asked for the same ids.
 * A tiktoken file ranks byte strings; the other form wants the pairs that were merged into them. They follow: a token
 * was made of the two parts that the merges of all lower ranks leave of its bytes.
 */
final class MergedVocabulary {
    /** cl100k_base's cut of text into words, as published with it. */
    private static final String WORDS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}|"
            + " ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

    private static final char[] LETTERS = letters();

    private MergedVocabulary() {}

    /** A tokenizer.json with the ids of the tiktoken file. */
    static byte[] json(byte[] tiktoken) {
        Map<String, Integer> ranks = new HashMap<>();
        List<String> tokens = new ArrayList<>();
        for (String line : new String(tiktoken, StandardCharsets.US_ASCII).split("\n", -1)) {
            if (!line.isEmpty()) {
                byte[] bytes = Base64.getDecoder().decode(line.substring(0, line.indexOf(' ')));
                String token = new String(bytes, StandardCharsets.ISO_8859_1);
                ranks.put(token, Integer.parseInt(line.substring(line.indexOf(' ') + 1)));
                tokens.add(token);
            }
        }
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        ObjectNode root = nodes.objectNode().put("version", "1.0");
        root.putNull("truncation").putNull("padding").putArray("added_tokens");
        root.putNull("normalizer");
        ObjectNode words = root.putObject("pre_tokenizer").put("type", "Sequence");
        var steps = words.putArray("pretokenizers");
        ObjectNode split = steps.addObject()
                .put("type", "Split")
                .put("behavior", "Isolated")
                .put("invert", false);
        split.putObject("pattern").put("Regex", WORDS);
        byteLevel(steps.addObject());
        root.putNull("post_processor");
        byteLevel(root.putObject("decoder"));
        ObjectNode model = root.putObject("model").put("type", "BPE").put("byte_fallback", false);
        model.putNull("dropout").putNull("unk_token").put("fuse_unk", false).put("ignore_merges", false);
        model.putNull("continuing_subword_prefix").putNull("end_of_word_suffix");
        ObjectNode vocabulary = model.putObject("vocab");
        var merges = model.putArray("merges");
        for (String token : tokens) {
            vocabulary.put(spelled(token), rank(ranks, token));
            if (token.length() > 1) {
                List<String> parts = parts(token, rank(ranks, token), ranks);
                merges.addArray().add(spelled(parts.get(0))).add(spelled(parts.get(1)));
            }
        }
        return root.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static int rank(Map<String, Integer> ranks, String token) {
        return ranks.getOrDefault(token, Integer.MAX_VALUE);
    }

    private static void byteLevel(ObjectNode node) {
        node.put("type", "ByteLevel")
                .put("add_prefix_space", false)
                .put("trim_offsets", true)
                .put("use_regex", false);
    }

    /** What the merges below a rank leave of a token. */
    private static List<String> parts(String token, int below, Map<String, Integer> ranks) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < token.length(); i++) {
            parts.add(token.substring(i, i + 1));
        }
        while (parts.size() > 2) {
            int best = -1;
            int bestRank = below;
            for (int i = 0; i + 1 < parts.size(); i++) {
                int rank = rank(ranks, parts.get(i) + parts.get(i + 1));
                if (rank < bestRank) {
                    bestRank = rank;
                    best = i;
                }
            }
            if (best < 0) {
                throw new IllegalArgumentException("the vocabulary has a token that no merges make, rank " + below);
            }
            parts.set(best, parts.get(best) + parts.remove(best + 1));
        }
        return parts;
    }

    private static String spelled(String bytes) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < bytes.length(); i++) {
            letters.append(LETTERS[bytes.charAt(i)]);
        }
        return letters.toString();
    }

    /** GPT-2's letters for bytes: printable ones stand for themselves, the others for what follows 255. */
    private static char[] letters() {
        char[] letters = new char[256];
        char next = 256;
        for (int b = 0; b < 256; b++) {
            boolean printable = (b >= '!' && b <= '~') || (b >= 0xa1 && b <= 0xac) || b >= 0xae;
            letters[b] = printable ? (char) b : next++;
        }
        return letters;
    }
}
