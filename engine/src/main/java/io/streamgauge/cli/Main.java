package io.streamgauge.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The program's entry point. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Ahead ahead = Ahead.of(args.length == 0 ? "" : args[0]);
        PrintWriter out = utf8(FileDescriptor.out);
        PrintWriter err = utf8(FileDescriptor.err);
        int code = CommandTree.run(out, err, Environment.ofProcess(), ahead::await, args);
        out.flush();
        err.flush();
        System.exit(code);
    }

    /** Always UTF-8: whether the reader can show more than ASCII is decided by {@link Environment}, not by replacing characters. */
    private static PrintWriter utf8(FileDescriptor descriptor) {
        return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
