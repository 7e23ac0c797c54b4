package io.streamgauge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.sse.SlabPool;
import io.streamgauge.sse.TextKind;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunsTest {
    private final SlabPool pool = new SlabPool();
    private final Runs runs = new Runs(pool);

    @AfterEach
    void free() {
        pool.close();
    }

    private record Run(int length, TextKind kind, boolean newEvent) {
        private void appendTo(Runs runs) {
            if (newEvent) {
                runs.appendEvent(length, kind);
            } else {
                runs.appendRun(length, kind);
            }
        }

        private static List<Run> allOf(Runs runs) {
            List<Run> all = new ArrayList<>();
            for (long run : runs.toArray()) {
                all.add(new Run(Runs.length(run), Runs.kind(run), Runs.isNewEvent(run)));
            }
            return all;
        }
    }

    /** After each run what was written so far is read: any sort stands before any other, and at the end, in either half of a byte. */
    @Test
    void areReadAsTheyWereWrittenWhateverTheirOrder() {
        for (long seed = 0; seed < 300; seed++) {
            var random = new SplittableRandom(seed);
            runs.clear();
            List<Run> expected = new ArrayList<>();
            TextKind kind = TextKind.ANSWER;
            for (int i = 0; i < 60; i++) {
                kind = random.nextInt(8) == 0 ? TextKind.of(random.nextInt(3)) : kind;
                int length = random.nextInt(6) == 0 ? random.nextInt(1 << random.nextInt(1, 28)) : random.nextInt(18);
                var run = new Run(length, kind, random.nextInt(8) > 0);
                run.appendTo(runs);
                expected.add(run);
                assertThat(Run.allOf(runs)).as("seed %d", seed).isEqualTo(expected);
            }
        }
    }

    @Test
    void usualOnesTakeFourBits() {
        for (TextKind kind : TextKind.values()) {
            runs.clear();
            for (int i = 0; i < 1000; i++) {
                runs.appendEvent(1 + i % 15, kind);
            }
            assertThat(runs.bytes()).as("of %s", kind).isBetween(500, 503);
        }
    }

    @Test
    void whatBeganOneAnswerSaysNothingOfTheNext() {
        runs.appendEvent(3, TextKind.REASONING);
        runs.appendEvent(3, TextKind.REASONING);
        runs.clear();
        runs.appendEvent(4, TextKind.ANSWER);
        assertThat(Run.allOf(runs)).containsExactly(new Run(4, TextKind.ANSWER, true));
    }
}
