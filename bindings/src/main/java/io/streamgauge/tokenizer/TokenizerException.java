package io.streamgauge.tokenizer;

/** A tokenizer, or the library behind it, cannot do what was asked. The message is one line that says what and where. */
public final class TokenizerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TokenizerException(String message) {
        super(message);
    }

    TokenizerException(String message, Throwable cause) {
        super(message, cause);
    }
}
