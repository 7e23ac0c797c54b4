package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OverheadCommandTest {
    @Test
    void isListedAndSaysWhoRunsIt() {
        assertThat(CommandRun.of("--help").out()).contains("overhead").contains("breaks its bound");
        CommandRun run = CommandRun.of("overhead", "--itl", "20");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("./streamgauge overhead --itl 20").hasLineCount(1);
    }
}
