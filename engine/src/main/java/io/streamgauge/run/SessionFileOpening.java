package io.streamgauge.run;

import io.streamgauge.arrival.Replay;
import io.streamgauge.dataset.DatasetException;
import io.streamgauge.dataset.SessionIndex;
import io.streamgauge.plan.BenchmarkPlan;
import io.streamgauge.plan.FilePlan;
import io.streamgauge.plan.LoadShape;
import io.streamgauge.plan.PlanException;
import io.streamgauge.prompt.SessionShape;
import io.streamgauge.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Finds the sessions of a plan's file, and keeps them in memory where they are few. */
record SessionFileOpening(BenchmarkPlan plan, Tokenizer tokenizer, SessionFile.Completing completing, Encoder encoder) {

    /** @throws PlanException when the file cannot be read, or holds no session */
    SessionSource source(FilePlan file, SessionShape shape) {
        try {
            SessionIndex index = SessionIndex.open(file.path(), tokenizer, plan.seed(), file.options());
            if (index.sessions() == 0) {
                index.close();
                throw new PlanException("--input-file " + file.path() + ": no request in it");
            }
            if (index.branches() && plan.load().shape() instanceof LoadShape.Users) {
                index.close();
                throw new PlanException(
                        "--user-centric-rate and --input-file " + file.path()
                                + ": users send one turn after the other, and its sessions have turns beside each other; give --concurrency or --request-rate");
            }
            SessionFile all = new SessionFile(index, used(file, index), shape, completing, encoder);
            List<String> notes = notes(file, index);
            boolean fits = index.bytes() <= FileRequests.MOST_BYTES;
            if (fits) {
                SessionScripts held = all.held();
                index.close();
                return source(held, true, held.count(), notes, () -> {});
            }
            int shown = first(all, FileRequests.MOST_BYTES * all.count() / index.bytes());
            notes.add(file.path() + " was read again while the run went on; inputs.json shows its first " + shown
                    + " sessions");
            return source(all, false, shown, notes, index::close);
        } catch (DatasetException e) {
            throw new PlanException("--input-file " + e.getMessage());
        }
    }

    /** Sessions that began within the stretch of the trace that is replayed, no more than are wanted. */
    private int[] used(FilePlan file, SessionIndex index) {
        Replay replay = plan.load().shape() instanceof LoadShape.Fixed fixed ? fixed.input() : null;
        IntStream sessions = IntStream.range(0, index.sessions())
                .filter(session -> replay == null
                        || (index.beganNanos(session) >= replay.fromNanos()
                                && index.beganNanos(session) < replay.toNanos()));
        return (file.mostRequests() > 0 ? sessions.limit(file.mostRequests()) : sessions).toArray();
    }

    private static int first(SessionScripts all, long share) {
        return Math.clamp(share, 1, all.count());
    }

    private SessionSource source(SessionScripts all, boolean held, int shown, List<String> notes, Runnable closing) {
        SessionScripts warmup = SessionFile.warmup(all, plan.load().warmup());
        return new SessionSource(warmup, SessionFile.measured(all, warmup.count()), held, shown, notes, closing);
    }

    private List<String> notes(FilePlan file, SessionIndex index) {
        List<String> notes = new ArrayList<>();
        if (index.skipped() > 0) {
            notes.add(index.skipped() + " rows of " + file.path() + " made no sense and were skipped");
        }
        if (index.leftOut() > 0) {
            notes.add(
                    index.leftOut() + " rows of " + file.path() + " were longer than --synthesis-max-isl and left out");
        }
        if (index.hasTimes() && !(plan.load().shape() instanceof LoadShape.Fixed)) {
            notes.add(file.path() + ": its timestamps were not followed (--fixed-schedule begins sessions at them)");
        }
        if (index.hasDelays() && plan.load().shape() instanceof LoadShape.Users) {
            notes.add(file.path() + ": its delays were not followed, since users have a pace of their own");
        }
        return notes;
    }
}
