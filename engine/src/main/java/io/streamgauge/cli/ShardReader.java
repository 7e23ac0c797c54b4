package io.streamgauge.cli;

import io.streamgauge.arrival.Shard;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which part of a run this is: as {@code --shard} says, or as a Kubernetes Indexed Job tells its pods. */
final class ShardReader {
    private static final Pattern SHAPE = Pattern.compile("([0-9]{1,6})/([0-9]{1,6})");
    private static final String INDEX = "JOB_COMPLETION_INDEX";
    private static final String COUNT = "JOB_COMPLETIONS";

    private ShardReader() {}

    static Shard read(@Nullable String option, Map<String, String> variables, Problems problems) {
        if (option != null) {
            return shard("--shard " + option, option, problems);
        }
        String index = variables.getOrDefault(INDEX, "");
        if (index.isEmpty()) {
            return Shard.WHOLE;
        }
        String count = variables.getOrDefault(COUNT, "");
        if (count.isEmpty()) {
            problems.add(INDEX + " is set and " + COUNT + " is not: set it to the Job's completions so that each pod"
                    + " sends its part, or give --shard 0/1 for all of the load from each");
            return Shard.WHOLE;
        }
        return shard(INDEX + " " + index + ", " + COUNT + " " + count, index + "/" + count, problems);
    }

    private static Shard shard(String given, String text, Problems problems) {
        Matcher matcher = SHAPE.matcher(text.strip());
        if (matcher.matches()) {
            int index = Integer.parseInt(matcher.group(1));
            int count = Integer.parseInt(matcher.group(2));
            if (index < count) {
                return new Shard(index, count);
            }
        }
        problems.add(given + ": give I/N, parts counted from 0, as 0/4 to 3/4");
        return Shard.WHOLE;
    }
}
