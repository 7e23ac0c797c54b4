package io.streamgauge.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.prompt.PromptException;
import io.streamgauge.tokenizer.Tokenizer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProvisionsTest {
    private final Tokenizer loaded =
            Tokenizer.load(Path.of("../bindings/src/test/resources/tokenizers/byte-level.json"));

    /** What would be another thread's work, for the test to do when it likes. */
    private final Queue<Runnable> work = new ArrayDeque<>();

    @AfterEach
    void close() {
        loaded.close();
    }

    private Provisions provisions(Supplier<Tokenizer> load) {
        return new Provisions(work::add, load, tokenizer -> {
            throw new PromptException("none of " + tokenizer.count("four words in all"));
        });
    }

    @Test
    void nobodyWaitsForWhatIsNotNeededAndItIsGivenBackWhenItIsThere() {
        Provisions provisions = provisions(() -> loaded);
        provisions.close();
        assertThat(loaded.count("open")).isPositive();
        work.remove().run();
        assertThatThrownBy(() -> loaded.count("closed")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatIsThereIsGivenBackAtOnce() throws InterruptedException {
        Provisions provisions = provisions(() -> loaded);
        work.remove().run();
        assertThat(provisions.tokenizer()).isSameAs(loaded);
        assertThatThrownBy(provisions::requests)
                .isInstanceOf(PromptException.class)
                .hasMessageStartingWith("none of ");
        assertThat(loaded.count("open")).isPositive();
        provisions.close();
        assertThatThrownBy(() -> loaded.count("closed")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatWentWrongIsThrownToWhoeverAsks() {
        PromptException gone = new PromptException("gone");
        Provisions provisions = provisions(() -> {
            throw gone;
        });
        work.remove().run();
        assertThatThrownBy(provisions::tokenizer).isSameAs(gone);
        provisions.close();
    }
}
