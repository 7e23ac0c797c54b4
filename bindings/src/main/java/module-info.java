/** Exact, fast tokenization through a native library. Grant it native access: {@code --enable-native-access=io.streamgauge.tokenizer}. */
module io.streamgauge.tokenizer {
    requires static org.jspecify;
    requires io.streamgauge.tokenizer.natives;

    exports io.streamgauge.tokenizer;
}
