package io.streamgauge.cli;

import io.streamgauge.metrics.SummaryBound;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A set of bounds for which a search finds a load of its own.
 *
 * @param name empty where a search has but one set
 * @param bounds of the tier, and those that the sweep has for all
 */
record SearchTier(String name, SweepBounds bounds) {
    private static final String OPTION = "--search-sla-tier";
    private static final int LEAST = 2;
    private static final int MOST = 10;
    /** AIPerf's way to write a bound, which has colons as a name has. */
    private static final int COLONS_OF_A_BOUND = 3;

    private static final Pattern NAME = Pattern.compile("[\\w][\\w .+-]*");

    /** What a search looks for: each tier's bounds with those for all, or these alone; what is wrong is noted. */
    static List<SearchTier> read(List<String> texts, SweepBounds all, Problems problems) {
        if (texts.isEmpty()) {
            return List.of(new SearchTier("", all));
        }
        problems.addIf(
                texts.size() < LEAST || texts.size() > MOST,
                OPTION + " " + texts.size() + " times: give from " + LEAST + " to " + MOST
                        + " tiers; a search for one set of bounds has --slo");
        List<SearchTier> tiers = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String text : texts) {
            boolean named = isNamed(text);
            String name = named ? text.substring(0, text.indexOf(':')).strip() : "tier_" + (tiers.size() + 1);
            problems.addIf(
                    !NAME.matcher(name).matches(),
                    OPTION + " '" + text + "' is not NAME:BOUND[,BOUND…], as premium:time_to_first_token.p95<200");
            problems.addIf(
                    !names.add(name), OPTION + ": two tiers are named " + name + "; give each a name of its own");
            tiers.add(new SearchTier(
                    name, all.and(bounds(named ? text.substring(text.indexOf(':') + 1) : text, problems))));
        }
        return List.copyOf(tiers);
    }

    private static boolean isNamed(String text) {
        long colons = text.replaceFirst(",.*", "").chars().filter(c -> c == ':').count();
        return colons != 0 && colons != COLONS_OF_A_BOUND;
    }

    private static List<SummaryBound> bounds(String text, Problems problems) {
        return SweepBounds.parsed(
                OPTION, Arrays.stream(text.split(",", -1)).map(String::strip).toList(), problems);
    }
}
