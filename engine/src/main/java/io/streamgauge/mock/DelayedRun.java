package io.streamgauge.mock;

import java.util.SplittableRandom;

/** A whole answer that is sent when its last token would have been generated. Event-loop thread only. */
final class DelayedRun extends AnswerRun {
    private final Reply.Whole whole;
    private final MockOptions options;

    DelayedRun(Connection connection, Call call, Reply.Delayed reply, Loop loop, MockOptions options) {
        super(connection, call, reply.generation(), loop);
        this.whole = reply.whole();
        this.options = options;
    }

    @Override
    void admitted(long nowNanos) {
        var random = new SplittableRandom(Words.mix(generation.wordSeed()));
        var due = nowNanos
                + options.ttft().nextNanos(random)
                + options.ttftPerInputTokenNanos() * generation.promptTokens();
        for (var token = 1; token < generation.tokens(); token++) {
            due += options.itl().nextNanos(random);
        }
        loop.pacer().at(due, this);
    }

    @Override
    void advance(long dueNanos) {
        addDue(dueNanos);
        stampWrites(1);
        addTokens(generation.allTokens());
        finish(Connection.bytes(whole, call.keepAlive()));
    }

    @Override
    void released() {}
}
