package io.streamgauge.clock;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class OpenFilesTest {
    @Test
    void aFewFilesAreAlwaysToBeHad() {
        assertThatCode(() -> OpenFiles.ensure(64)).doesNotThrowAnyException();
    }

    @Test
    void moreThanTheHardLimitIsRefusedWithTheNumber() {
        // Linux allows no process more than fs.nr_open files, which is an int.
        assertThatThrownBy(() -> OpenFiles.ensure(1L << 40))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("needs 1099511627776 open files")
                .hasMessageContaining("ulimit -Hn")
                .hasMessageNotContaining("\n");
    }
}
