package io.streamgauge.report;

import io.streamgauge.metrics.Definitions;
import io.streamgauge.metrics.StageFigures;
import io.streamgauge.metrics.Stages;
import io.streamgauge.metrics.Summarizer;
import io.streamgauge.metrics.Summary;
import io.streamgauge.record.Phase;
import io.streamgauge.record.RequestRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Several runs as one: all of their records on the first one's clock, so that every number is made of records and none of
 * numbers. Monotonic clocks of different boxes have nothing in common; what carries one to the other is each box's wall clock,
 * so they agree as well as those do.
 *
 * @param manifest of the whole
 * @param records of all parts, in the order in which requests were sent
 * @param parts what each was
 * @param remarks what a reader should know, a line each
 */
public record MergedRun(RunManifest manifest, List<RequestRecord> records, List<Part> parts, List<String> remarks) {

    /** Options that parts of one plan may differ in. */
    private static final Set<String> PER_PART =
            Set.of("shard", "artifact-dir", "start-at", "overwrite", "loops", "cpus");

    /**
     * One of the runs.
     *
     * @param shiftNanos what was added to its times
     * @param firstSentEpochNanos when its first measured request was sent, by its wall clock
     * @param clock how well that is kept, in words
     * @param clientHealth what its client said of itself, as its summary has it; null where it has none
     */
    public record Part(
            Path directory,
            int requests,
            long shiftNanos,
            long firstSentEpochNanos,
            String clock,
            @Nullable Object clientHealth) {
        /** As the summary's JSON has it. */
        Map<String, Object> tree() {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("directory", directory.toString());
            tree.put("requests", requests);
            tree.put("clock_shift_ns", shiftNanos);
            tree.put("first_sent_epoch_ns", firstSentEpochNanos);
            tree.put("clock", clock);
            if (clientHealth != null) {
                tree.put(RecordedRun.CLIENT_HEALTH, clientHealth);
            }
            return tree;
        }
    }

    public MergedRun {
        records = List.copyOf(records);
        parts = List.copyOf(parts);
        remarks = List.copyOf(remarks);
    }

    /**
     * Puts runs together.
     *
     * @param runs at least one
     * @throws IOException with one line for the user when they cannot be one run
     */
    public static MergedRun of(List<RecordedRun> runs) throws IOException {
        RunManifest first = runs.getFirst().manifest();
        List<RequestRecord> records = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        Set<Integer> numbers = new HashSet<>();
        int next = 0;
        for (RecordedRun run : runs) {
            check(runs.getFirst(), run);
            remarks.addAll(run.cautions().stream()
                    .map(line -> run.directory() + ": " + line)
                    .toList());
            long shift = run.manifest().epochOffsetNanos() - first.epochOffsetNanos();
            List<RequestRecord> mine = run.records();
            boolean taken = mine.stream().anyMatch(record -> numbers.contains(record.request()));
            int move = taken ? next : 0;
            if (taken) {
                remarks.add(run.directory() + ": its requests are numbered from " + next
                        + ", since others have its numbers");
            }
            for (RequestRecord record : mine) {
                RequestRecord moved = record.shiftedBy(move, shift);
                numbers.add(moved.request());
                next = Math.max(next, moved.request() + 1);
                records.add(moved);
            }
            parts.add(new Part(
                    run.directory(),
                    mine.size(),
                    shift,
                    firstSent(mine) + run.manifest().epochOffsetNanos(),
                    run.manifest().clock(),
                    run.sections().get(RecordedRun.CLIENT_HEALTH)));
        }
        remarks.addAll(missingShards(runs));
        records.sort((a, b) -> Long.compare(a.sentNanos(), b.sentNanos()));
        return new MergedRun(whole(first, runs), records, parts, remarks);
    }

    private static void check(RecordedRun first, RecordedRun run) throws IOException {
        RunManifest a = first.manifest();
        RunManifest b = run.manifest();
        if (a.streaming() != b.streaming() || !a.objectives().equals(b.objectives())) {
            throw new IOException(run.directory() + " and " + first.directory()
                    + " differ in streaming or goodput: they are no parts of one run");
        }
        Set<String> keys = new HashSet<>(a.asked().options().keySet());
        keys.addAll(b.asked().options().keySet());
        for (String key : keys.stream().sorted().toList()) {
            if (!PER_PART.contains(key)
                    && !Objects.equals(
                            a.asked().options().get(key), b.asked().options().get(key))) {
                throw new IOException(run.directory() + " and " + first.directory() + " differ in --" + key
                        + ": they are no parts of one plan");
            }
        }
    }

    /** A line on parts of the plan that are not here, or are here twice. */
    private static List<String> missingShards(List<RecordedRun> runs) {
        Set<String> here = new HashSet<>();
        List<String> remarks = new ArrayList<>();
        int count = 0;
        for (RecordedRun run : runs) {
            Object shard = run.manifest().asked().options().get("shard");
            if (shard == null) {
                continue;
            }
            if (!here.add(shard.toString())) {
                remarks.add(run.directory() + ": part " + shard + " is here twice");
            }
            count = Integer.parseInt(shard.toString().replaceFirst(".*/", ""));
        }
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (!here.contains(i + "/" + count)) {
                missing.add(i + "/" + count);
            }
        }
        if (!missing.isEmpty()) {
            remarks.add("parts of the plan that are not here: " + String.join(", ", missing));
        }
        return remarks;
    }

    private static RunManifest whole(RunManifest first, List<RecordedRun> runs) {
        Map<String, @Nullable Object> config = new LinkedHashMap<>(first.asked().inputConfig());
        config.put(
                "merged_from",
                runs.stream().map(run -> run.directory().toString()).toList());
        Map<String, Object> options = new LinkedHashMap<>(first.asked().options());
        options.keySet().removeAll(List.of("shard", "artifact-dir", "start-at"));
        return new RunManifest(
                first.subject(),
                first.stem(),
                first.streaming(),
                first.objectives(),
                first.epochOffsetNanos(),
                first.clock(),
                null,
                stages(runs),
                first.gpuFields(),
                new Asked(config, options, first.asked().leftOut()));
    }

    /** On the first one's clock, and with the rates of all; null where they have not the same. */
    private static @Nullable Stages stages(List<RecordedRun> runs) {
        Stages all = runs.getFirst().manifest().stages();
        for (RecordedRun run : runs.subList(1, runs.size())) {
            Stages more = run.manifest().stages();
            all = all == null || more == null ? null : all.plus(more).orElse(null);
        }
        return all;
    }

    private static long firstSent(List<RequestRecord> records) {
        return records.stream()
                .filter(record -> record.phase() == Phase.MEASURE && record.sentNanos() != RequestRecord.ABSENT)
                .mapToLong(RequestRecord::sentNanos)
                .min()
                .orElse(0);
    }

    /** The whole in numbers. */
    public Summary summary(Definitions definitions) {
        return Summarizer.summarize(records, manifest.summaryOptions(definitions));
    }

    /** Each of its stages in numbers; none where it has none. */
    public List<StageFigures> stages() {
        return manifest.stageFigures(records);
    }

    /** A line on each part: when it began against the first, and what is known of its clock. */
    public List<String> lines() {
        long first = parts.stream().mapToLong(Part::firstSentEpochNanos).min().orElse(0);
        return parts.stream()
                .map(part -> String.format(
                        Locale.ROOT,
                        "%s: %d requests, the first %.3f ms after the earliest; wall clock %s",
                        part.directory(),
                        part.requests(),
                        (part.firstSentEpochNanos() - first) / 1e6,
                        part.clock()))
                .toList();
    }
}
