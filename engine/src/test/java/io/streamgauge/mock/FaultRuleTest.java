package io.streamgauge.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultRuleTest {
    @Test
    void readsKindArgumentAndWhichRequests() {
        assertThat(FaultRule.parse("reset:1%")).isEqualTo(new FaultRule(FaultKind.RESET, 0, "", 0.01, List.of()));
        assertThat(FaultRule.parse("http-429=html:50%"))
                .isEqualTo(new FaultRule(FaultKind.HTTP, 429, "html", 0.5, List.of()));
        assertThat(FaultRule.parse("stall-mid=2s@7"))
                .isEqualTo(new FaultRule(FaultKind.STALL_MID, 0, "2s", 0, List.of(new FaultRule.Range(7, 7))));
        assertThat(FaultRule.parse("no-done@1,5-9").requests())
                .containsExactly(new FaultRule.Range(1, 1), new FaultRule.Range(5, 9));
        assertThat(FaultRule.parse("redirect=http://localhost:1/a:100%").argument())
                .isEqualTo("http://localhost:1/a");
        assertThat(FaultRule.parse("close-at=137").count(5)).isEqualTo(137);
        assertThat(FaultRule.parse("close-at").count(5)).isEqualTo(5);
        assertThat(FaultRule.parse("stall-first").nanos()).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HTTP")
    void everyKindIsReadByItsName(FaultKind kind) {
        var rule = FaultRule.parse(kind.spelling());
        assertThat(rule.kind()).isEqualTo(kind);
        assertThat(rule.befalls(3, 1)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "rset:1%",
                "reset:101%",
                "reset:x%",
                "reset=3:1%",
                "stall-mid=soon",
                "close-at=-1",
                "http-200",
                "http-500=xml",
                "http-99",
                "reset@",
                "reset@a",
                "reset@1-"
            })
    void refusesOtherTextInOneLine(String spec) {
        assertThatThrownBy(() -> FaultRule.parse(spec))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .isNotBlank()
                .doesNotContain("\n");
    }

    @Test
    void aShareBefallsThatShareAndTheSameRequestsEachTime() {
        var rule = FaultRule.parse("reset:20%");
        var struck = LongStream.range(0, 50_000)
                .filter(number -> rule.befalls(number, 9))
                .toArray();
        assertThat(struck.length / 50_000.0).isCloseTo(0.2, within(0.01));
        assertThat(LongStream.range(0, 50_000)
                        .filter(number -> rule.befalls(number, 9))
                        .toArray())
                .isEqualTo(struck);
        assertThat(LongStream.range(0, 50_000)
                        .filter(number -> rule.befalls(number, 10))
                        .toArray())
                .isNotEqualTo(struck);
    }

    @Test
    void numbersCountFromOne() {
        var rule = FaultRule.parse("reset@1,3-4");
        assertThat(LongStream.range(0, 6).filter(number -> rule.befalls(number, 0)))
                .containsExactly(0L, 2L, 3L);
    }
}
