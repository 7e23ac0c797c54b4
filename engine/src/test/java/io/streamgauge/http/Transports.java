package io.streamgauge.http;

import io.streamgauge.http.HttpSettings.Stamps;
import io.streamgauge.http.HttpSettings.Transport;
import io.streamgauge.record.Stamp;
import java.util.stream.Stream;

/** Every way this system has to drive a socket; all must behave the same. */
final class Transports {
    private Transports() {}

    /** One way. */
    record Case(Transport transport, Stamps stamps) {
        Stamp expectedStamp() {
            return stamps == Stamps.KERNEL ? Stamp.KERNEL : Stamp.USER;
        }

        HttpSettings.Builder settings(Origin... origins) {
            return HttpSettings.to(origins).transport(transport).stamps(stamps);
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case(Transport.NIO, Stamps.USER),
                new Case(Transport.EPOLL, Stamps.USER),
                new Case(Transport.EPOLL, Stamps.KERNEL),
                new Case(Transport.IO_URING, Stamps.USER));
    }
}
