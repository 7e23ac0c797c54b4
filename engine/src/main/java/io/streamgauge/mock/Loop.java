package io.streamgauge.mock;

import io.netty.channel.EventLoop;
import io.streamgauge.clock.Clock;

/** What the connections of one event loop share. */
record Loop(
        EventLoop eventLoop,
        Pacer pacer,
        Clock clock,
        Admission admission,
        LoopMeters meters,
        MockTruth truth,
        Gate gate) {}
