package io.streamgauge.run;

import io.streamgauge.dataset.Dataset;
import io.streamgauge.dataset.DatasetException;
import io.streamgauge.dataset.Entry;
import io.streamgauge.endpoint.BodyOptions;
import io.streamgauge.endpoint.TurnBody;
import io.streamgauge.plan.FilePlan;
import io.streamgauge.plan.PlanException;
import io.streamgauge.prompt.Prompt;
import io.streamgauge.prompt.SessionShape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Sessions of a file: its lines of one {@code session_id} in their order, wherever they stand. All of it is read before the run,
 * since the last line may belong to the first session.
 */
final class SessionFile {
    private final List<SessionScript> scripts;
    private final boolean hasTimes;
    private final boolean hasDelays;
    private final long skipped;

    /** Makes a file's prompt complete, by its place in its session. */
    interface Completing {
        Prompt complete(Prompt given, boolean opens);
    }

    /** @throws PlanException when the file cannot be read, or holds no session */
    SessionFile(FilePlan file, Supplier<Dataset> opening, SessionShape shape, Completing completing, Encoder encoder) {
        Map<String, List<SessionScript.Turn>> sessions = new LinkedHashMap<>();
        boolean times = false;
        boolean delays = false;
        try (Dataset dataset = opening.get()) {
            int number = 0;
            for (Entry entry = dataset.next(); entry != null; entry = dataset.next()) {
                number++;
                String id = entry.session() == null ? "line-" + number : entry.session();
                List<SessionScript.Turn> turns = sessions.computeIfAbsent(id, absent -> new ArrayList<>());
                boolean opens = turns.isEmpty();
                times |= entry.atNanos() != Entry.ABSENT;
                long delay =
                        opens || entry.delayNanos() == Entry.ABSENT ? 0 : shape.scaled((double) entry.delayNanos());
                delays |= delay > 0;
                turns.add(new SessionScript.Turn(completing.complete(entry.prompt(), opens), delay));
            }
            skipped = dataset.skipped();
        } catch (DatasetException e) {
            throw new PlanException("--input-file " + e.getMessage());
        }
        if (sessions.isEmpty()) {
            throw new PlanException("--input-file " + file.path() + ": no request in it");
        }
        hasTimes = times;
        hasDelays = delays;
        scripts = scripts(sessions, file.mostRequests() > 0 ? file.mostRequests() : sessions.size(), encoder);
    }

    private static List<SessionScript> scripts(
            Map<String, List<SessionScript.Turn>> sessions, int most, Encoder encoder) {
        List<SessionScript> scripts = new ArrayList<>();
        sessions.forEach((id, turns) -> {
            if (scripts.size() < most) {
                BodyOptions options = encoder.options(scripts.size());
                String system = TurnBody.system(turns.getFirst().prompt(), options);
                scripts.add(new SessionScript(id, system, options, turns));
            }
        });
        return scripts;
    }

    /** Whether lines say when they were sent. */
    boolean hasTimes() {
        return hasTimes;
    }

    /** Whether users think between turns. */
    boolean hasDelays() {
        return hasDelays;
    }

    /** Rows that made no sense. */
    long skipped() {
        return skipped;
    }

    /** Sessions from the file's beginning on that have so many turns together; the last one is cut off where they are more. */
    List<SessionScript> warmup(int requests) {
        List<SessionScript> warmup = new ArrayList<>();
        int left = requests;
        while (left > 0) {
            SessionScript next = scripts.get(warmup.size() % scripts.size()).first(left);
            warmup.add(next);
            left -= next.turns().size();
        }
        return warmup;
    }

    /** All sessions, those of the warm-up last. */
    List<SessionScript> measured(int warmupSessions) {
        int from = warmupSessions % scripts.size();
        List<SessionScript> measured = new ArrayList<>(scripts.subList(from, scripts.size()));
        measured.addAll(scripts.subList(0, from));
        return measured;
    }
}
