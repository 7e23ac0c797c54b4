package io.streamgauge.metrics;

import io.streamgauge.record.RequestRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The server's count of output tokens against ours, over the requests that the summary is made of.
 *
 * @param compared requests with both counts
 * @param differing those where the counts are not equal
 * @param serverTokens output tokens of the compared requests, as the server counts
 * @param countedTokens the same, by the client's tokenizer
 * @param explanation one line on a difference that follows a rule, empty when counts agree or follow none
 */
public record UsageCheck(long compared, long differing, long serverTokens, long countedTokens, String explanation) {
    /** A difference is a rule when this share of the differing requests shows it. */
    private static final double RULE_SHARE = 0.95;

    static UsageCheck of(List<RequestRecord> kept) {
        long compared = 0;
        long differing = 0;
        long server = 0;
        long counted = 0;
        var byDifference = new HashMap<Long, Long>();
        for (var record : kept) {
            var usage = record.usage();
            if (usage == null || usage.completionTokens() < 0) {
                continue;
            }
            compared++;
            server += usage.completionTokens();
            counted += record.osl();
            long difference = usage.completionTokens() - record.osl();
            if (difference != 0) {
                differing++;
                byDifference.merge(difference, 1L, Long::sum);
            }
        }
        return new UsageCheck(compared, differing, server, counted, explain(differing, byDifference, server, counted));
    }

    private static String explain(long differing, Map<Long, Long> byDifference, long server, long counted) {
        if (differing == 0) {
            return "";
        }
        var commonest = byDifference.entrySet().stream()
                .max(Map.Entry.<Long, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow();
        if (commonest.getValue() >= RULE_SHARE * differing) {
            long difference = commonest.getKey();
            if (difference == 1) {
                return "the server counts one token more: the end token, which carries no text";
            }
            return "the server counts " + Math.abs(difference) + (difference > 0 ? " more" : " fewer")
                    + " in each: tokens around the text, such as markers of a reasoning or tool part";
        }
        if (Math.abs(server - counted) > 0.05 * Math.max(server, counted)) {
            return "the counts are far apart: is this the tokenizer of the served model?";
        }
        return "small differences: text does not tell how the model cut it into tokens";
    }
}
