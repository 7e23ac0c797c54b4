package io.streamgauge.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.MethodHandle;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each target on its seeds, and on some thousands of bent ones; always the same, so that what fails here fails again. */
class FuzzTest {
    private static final int BENT = 5_000;
    private static final int BENT_SLOW = 500;

    @ParameterizedTest
    @EnumSource
    @Timeout(60)
    void takesWhateverComes(Target target) throws Throwable {
        MethodHandle method = target.method();
        List<byte[]> seeds = target.seeds();
        assertThat(seeds).isNotEmpty();
        for (byte[] seed : seeds) {
            Fuzz.once(target, method, seed);
        }
        Bender bender = new Bender(seeds, 1);
        boolean slow = target == Target.TOKENIZER || target == Target.DATASET;
        for (int i = 0; i < (slow ? BENT_SLOW : BENT); i++) {
            Fuzz.once(target, method, bender.next());
        }
    }
}
