package io.streamgauge.mock;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * One request as it was read.
 *
 * @param path without the query
 * @param query without the question mark, empty where there is none
 * @param receivedNanos monotonic time at which its last byte had been read
 * @param number counts the server's requests from 0
 * @param fault what is to go wrong with the answer, or null
 * @param keepAlive whether the connection is to stay open after the answer
 */
// Made by one owner, read by another: the array is never written again.
@SuppressWarnings("ArrayRecordComponent")
record Call(
        String method,
        String path,
        String query,
        HttpHeaders headers,
        byte[] body,
        long receivedNanos,
        long number,
        boolean keepAlive,
        @Nullable FaultRule fault) {
    static Call of(
            HttpRequest request,
            byte[] body,
            long receivedNanos,
            long number,
            boolean keepAlive,
            @Nullable FaultRule fault) {
        var target = request.uri();
        var mark = target.indexOf('?');
        return new Call(
                request.method().name(),
                mark < 0 ? target : target.substring(0, mark),
                mark < 0 ? "" : target.substring(mark + 1),
                request.headers(),
                body,
                receivedNanos,
                number,
                keepAlive,
                fault);
    }
}
