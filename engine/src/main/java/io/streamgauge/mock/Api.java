package io.streamgauge.mock;

/** One endpoint of the server: from a request to what will be answered. Called on event loops; keeps nothing. */
interface Api {
    /**
     * Decides the answer.
     *
     * @throws Refusal when the request cannot be served as asked
     */
    Reply reply(Call call);
}
