package io.streamgauge.tokenizer;

import io.streamgauge.tokenizer.ffi.tokenizers_h;

/** How a text is read, where it is not read as Hugging Face's {@code encode(text, add_special_tokens=False)} reads it. */
public enum ReadOption {
    /** Add what the tokenizer's post-processor adds, such as a begin-of-sequence token. */
    ADD_SPECIAL_TOKENS(tokenizers_h.TOKENIZERS_ADD_SPECIAL()),
    /**
     * Read the text of a special token as text: {@code <|eot_id|>} becomes the tokens of its characters. By default it becomes
     * that one token. Added tokens that are not marked special are recognised either way.
     */
    SPECIAL_TOKENS_AS_TEXT(tokenizers_h.TOKENIZERS_PLAIN()),
    /** Read U+FFFD in place of what is not UTF-8. By default such a text is refused. */
    REPLACE_INVALID_UTF8(tokenizers_h.TOKENIZERS_LOSSY()),
    /** The text is the inside of JSON strings: undo its escapes first. Half a surrogate pair on its own becomes U+FFFD. */
    JSON_ESCAPED(tokenizers_h.TOKENIZERS_JSON_ESCAPED());

    private final int flag;

    ReadOption(int flag) {
        this.flag = flag;
    }

    static int flags(ReadOption... options) {
        int flags = 0;
        for (ReadOption option : options) {
            flags |= option.flag;
        }
        return flags;
    }
}
