package io.streamgauge.cli;

import io.streamgauge.http.HttpClient;
import io.streamgauge.tokenizer.Tokenizer;
import io.streamgauge.tokenizer.TokenizerException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Gets ready, on a thread of its own, what every benchmark needs and what takes long in a process that has just begun: native
 * libraries, and classes that make much when they are first used. The command line is read meanwhile, which takes as long.
 */
final class Ahead {
    private static final Set<String> COMMANDS = Set.of("profile", "analyze", "config", "calibrate");

    private final @Nullable Thread thread;

    private Ahead(@Nullable Thread thread) {
        this.thread = thread;
    }

    /** For a command line that begins with {@code command}; nothing is done where that needs none of it. */
    static Ahead of(String command) {
        return new Ahead(
                COMMANDS.contains(command)
                        ? Thread.ofPlatform().daemon().name("streamgauge-ahead").start(Ahead::prepare)
                        : null);
    }

    /** Returns when all is ready: classes that two threads initialise in different orders could wait for each other for ever. */
    void await() {
        if (thread == null) {
            return;
        }
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void prepare() {
        try {
            JsonMapper.shared().writeValueAsBytes(JsonNodeFactory.instance.stringNode(""));
            HttpClient.prepare();
            Tokenizer.prepare();
        } catch (TokenizerException untold) {
            // It is thrown again, to be told, where a tokenizer is needed.
        }
    }
}
