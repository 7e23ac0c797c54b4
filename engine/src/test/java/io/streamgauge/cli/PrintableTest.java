package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void letsNoEscapeSequenceOrBidirectionalTrickThrough() {
        String hostile = "a\u001b[31mred\u0007\u202Eevil\u200Bz\r\nline\u2028x";
        assertThat(Printable.line(hostile)).isEqualTo("a [31mred \uFFFDevil\uFFFDz  line x");
    }

    @Test
    void leavesLettersOfAnyScriptAlone() {
        assertThat(Printable.line("größe 模型 🙂")).isEqualTo("größe 模型 🙂");
    }
}
