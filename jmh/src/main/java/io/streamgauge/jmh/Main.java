package io.streamgauge.jmh;

import java.io.IOException;
import java.util.Arrays;
import picocli.CommandLine;

/** The benchmarks' entry point: the verdict, the tokenizer's figures, the comparison, or else JMH itself with what this project needs filled in. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws IOException {
        String command = args.length == 0 ? "" : args[0];
        String[] rest = args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length);
        switch (command) {
            case "overhead" -> System.exit(run(new Overhead(), rest));
            case "tokenizer" -> System.exit(run(new TokenizerFigures(), rest));
            case "compare" -> System.exit(run(new Compare(), rest));
            default -> JmhRun.of(args).run();
        }
    }

    /** Bad input is one line and exit code 2, as everywhere in this project. */
    static int run(Object command, String... args) {
        CommandLine line = new CommandLine(command);
        line.setParameterExceptionHandler((exception, given) -> {
            line.getErr().println(line.getCommandName() + ": " + exception.getMessage());
            line.getErr().flush();
            return 2;
        });
        line.setExecutionExceptionHandler((exception, failed, parsed) -> {
            line.getErr().println(line.getCommandName() + ": " + exception.getMessage());
            line.getErr().flush();
            return exception instanceof ComparisonException ? 2 : 1;
        });
        return line.execute(args);
    }
}
