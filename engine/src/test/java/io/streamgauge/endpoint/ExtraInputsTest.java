package io.streamgauge.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtraInputsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "a:true               | {\"a\":true}",
                "a:False              | {\"a\":false}",
                "top_k:40             | {\"top_k\":40}",
                "a:-3                 | {\"a\":-3}",
                "a:123456789012345678901 | {\"a\":123456789012345678901}",
                "a:0.95               | {\"a\":0.95}",
                "a:-.5                | {\"a\":-0.5}",
                "a:1e-3               | {\"a\":0.001}",
                "url:http://host:80/p | {\"url\":\"http://host:80/p\"}",
                "a:1.2.3              | {\"a\":\"1.2.3\"}",
                "a:-                  | {\"a\":\"-\"}",
                "a:                   | {\"a\":\"\"}",
                "a                    | {\"a\":null}",
                "stop:[\"x\",\"y\"]   | {\"stop\":[\"x\",\"y\"]}",
                "a:[unfinished        | {\"a\":\"[unfinished\"}",
                "{\"a\":{\"b\":1}}    | {\"a\":{\"b\":1}}",
            })
    void readsValuesAsTheyAreMeant(String argument, String json) {
        assertThat(ExtraInputs.parse(List.of(argument))).hasToString(json);
    }

    @Test
    void keepsTheOrderGiven() {
        assertThat(ExtraInputs.parse(List.of("z:1", "{\"y\":2,\"x\":3}", "a:4")))
                .hasToString("{\"z\":1,\"y\":2,\"x\":3,\"a\":4}");
    }

    @ParameterizedTest
    @ValueSource(strings = {":1", "{\"a\":", "{\"a\":1} x", "{\"a\":1,\"a\":2}"})
    void refusesWhatItCannotRead(String argument) {
        assertThatThrownBy(() -> ExtraInputs.parse(List.of(argument)))
                .isInstanceOf(EndpointException.class)
                .hasMessageContaining(argument);
    }

    @Test
    void refusesANameThatComesTwice() {
        assertThatThrownBy(() -> ExtraInputs.parse(List.of("a:1", "{\"a\":2}")))
                .isInstanceOf(EndpointException.class)
                .hasMessageContaining("'a' twice");
    }
}
