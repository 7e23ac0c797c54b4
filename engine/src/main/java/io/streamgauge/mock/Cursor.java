package io.streamgauge.mock;

/** Where a stream stands: what the open places of an {@link EventTemplate} are filled from. Event-loop thread only. */
final class Cursor {
    final Generation generation;
    int choice;
    int fromToken;
    int toToken;
    int sequence;

    Cursor(Generation generation) {
        this.generation = generation;
    }
}
