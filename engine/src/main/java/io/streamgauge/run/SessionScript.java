package io.streamgauge.run;

import io.streamgauge.dataset.Follows;
import io.streamgauge.endpoint.BodyOptions;
import io.streamgauge.prompt.Content;
import io.streamgauge.prompt.Prompt;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the user of a session says, from its first turn to its last.
 *
 * @param id its name, different from all others of its phase
 * @param system the system message of all its turns; null for none
 * @param options what its bodies say beside their prompts
 */
record SessionScript(String id, @Nullable String system, BodyOptions options, List<Turn> turns) {
    /**
     * One turn.
     *
     * @param saying what it says; made when it is asked for, where it is long
     * @param characters how much that holds in memory, about
     * @param delayNanos from the end of the answer before it to its send
     * @param atNanos when it was sent in a trace, from its start; {@link io.streamgauge.dataset.Entry#ABSENT} where nobody knows
     * @param follows which turns it waits for
     */
    record Turn(Supplier<Prompt> saying, int characters, long delayNanos, long atNanos, Follows follows) {
        /** A turn whose prompt is held. */
        static Turn held(Prompt prompt, long delayNanos, long atNanos, Follows follows) {
            return new Turn(() -> prompt, characters(prompt), delayNanos, atNanos, follows);
        }

        Prompt prompt() {
            return saying.get();
        }

        private static int characters(Prompt prompt) {
            int content = switch (prompt.content()) {
                case Content.Messages messages -> messages.json().length();
                case Content.Body body -> body.json().length();
                case Content.Plain plain -> 0;
                case Content.Texts texts ->
                    texts.texts().stream().mapToInt(String::length).sum();
                case Content.Ranking ranking -> ranking.query().length();
                case Content.Media media ->
                    Stream.concat(media.imageUrls().stream(), media.videoUrls().stream())
                            .mapToInt(String::length)
                            .sum();
            };
            return content + prompt.text().length();
        }
    }

    SessionScript {
        turns = List.copyOf(turns);
        if (turns.isEmpty()) {
            throw new IllegalArgumentException("session " + id + " has no turn");
        }
        for (int turn = 0; turn < turns.size(); turn++) {
            turns.get(turn).follows().requireBehind(turn);
        }
    }

    /** Its first turns. */
    SessionScript first(int count) {
        return count >= turns.size() ? this : new SessionScript(id, system, options, turns.subList(0, count));
    }
}
