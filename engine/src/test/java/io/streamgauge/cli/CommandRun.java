package io.streamgauge.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/** A command run in this process, with what it printed. */
record CommandRun(int exitCode, String out, String err) {
    static CommandRun of(String... args) {
        return of(Map.of("HF_HUB_OFFLINE", "1"), args);
    }

    static CommandRun of(Map<String, String> variables, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Environment environment = new Environment(variables, false, 200);
        int code = CommandTree.run(new PrintWriter(out), new PrintWriter(err), environment, args);
        return new CommandRun(code, out.toString(), err.toString());
    }
}
