package io.streamgauge.telemetry;

import java.io.IOException;

/** A page is not what it should be; the message is one line. */
final class MalformedPageException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedPageException(String message) {
        super(message);
    }
}
