package io.streamgauge.metrics;

import static io.streamgauge.metrics.Recordings.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class UsageCheckTest {
    private static UsageCheck check(IntUnaryOperator serverTokens) {
        var records = new ArrayList<RequestRecord>();
        for (int i = 0; i < 40; i++) {
            int osl = 50 + i;
            records.add(ok(i, 0, osl, new Usage(-1, serverTokens.applyAsInt(osl), -1, -1), 1, 2));
        }
        return UsageCheck.of(records);
    }

    @Test
    void agreementNeedsNoWords() {
        var check = check(osl -> osl);
        assertThat(check.differing()).isZero();
        assertThat(check.explanation()).isEmpty();
    }

    @Test
    void oneMoreInEachIsTheEndToken() {
        var check = check(osl -> osl + 1);
        assertThat(check.differing()).isEqualTo(40);
        assertThat(check.serverTokens() - check.countedTokens()).isEqualTo(40);
        assertThat(check.explanation()).contains("the end token");
    }

    @Test
    void anotherRuleIsToldByItsNumber() {
        assertThat(check(osl -> osl - 3).explanation()).startsWith("the server counts 3 fewer in each");
    }

    @Test
    void aFarCountPointsToTheTokenizer() {
        assertThat(check(osl -> osl * 2).explanation()).contains("tokenizer of the served model");
        assertThat(check(osl -> osl + osl % 3).explanation()).startsWith("small differences");
    }

    @Test
    void whatTheServerDoesNotSayIsNotCompared() {
        var check = UsageCheck.of(List.of(ok(0, 0, 5, 1), ok(1, 0, 5, new Usage(7, -1, -1, -1), 1)));
        assertThat(check.compared()).isZero();
    }
}
