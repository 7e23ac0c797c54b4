package io.streamgauge.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "create-template",
        description = "Writes a plan file with every key, its default, and what it does.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class CreateTemplateCommand implements Callable<Integer> {
    private static final Path DEFAULT = Path.of("streamgauge.yaml");

    private final Environment environment;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The file to write. Default: streamgauge.yaml.")
    private @Nullable Path file;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "The same, as genai-perf has it.")
    private @Nullable Path named;

    @Option(names = "--overwrite", description = "Replace a file that is there already.")
    private boolean overwrite;

    @Option(
            names = {"-v", "--verbose"},
            description = "Accepted for genai-perf's sake: comments are always written.")
    boolean verbose;

    CreateTemplateCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Path path = file != null ? file : named != null ? named : DEFAULT;
        String text = PlanTemplate.of(CommandTree.analyzeAlone(environment).getCommandSpec());
        try {
            if (overwrite) {
                Files.writeString(path, text);
            } else {
                Files.writeString(path, text, StandardOpenOption.CREATE_NEW);
            }
        } catch (FileAlreadyExistsException e) {
            throw UserError.badInput(path + " is there already; give another name, or --overwrite");
        } catch (IOException e) {
            throw UserError.failed(path + " cannot be written: " + e.getMessage());
        }
        spec.commandLine().getOut().println("Wrote " + path + "; run it with: streamgauge config " + path);
        spec.commandLine().getOut().flush();
        return 0;
    }
}
