package io.streamgauge.dataset;

import io.streamgauge.tokenizer.Tokenizer;
import java.nio.file.Path;

/** A small tokenizer for the tests of this package, open as long as they run: any number of threads may use it. */
final class ByteLevel {
    static final Tokenizer TOKENIZER =
            Tokenizer.load(Path.of("../bindings/src/test/resources/tokenizers/byte-level.json"));

    private ByteLevel() {}
}
