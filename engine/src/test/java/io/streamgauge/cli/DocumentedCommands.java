package io.streamgauge.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Every {@code ./streamgauge …} command in the README, in docs and in examples: in a fenced block, one a line, a backslash at its end
 * goes on. A block that is fenced as {@code sh mock} needs nothing but the built-in server, and is run by the tests.
 */
final class DocumentedCommands {
    private static final Path ROOT = Path.of("..");
    private static final String LAUNCHER = "./streamgauge ";
    /** Answered by the launcher, from another module. */
    private static final String OVERHEAD = "overhead";

    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|([^\\s\"']+)");

    private DocumentedCommands() {}

    /**
     * A command as it is written.
     *
     * @param where file and line
     * @param line what follows {@code ./streamgauge}
     * @param runs whether the tests run it
     */
    record Command(String where, String line, boolean runs) {
        @Override
        public String toString() {
            return where + ": " + line;
        }
    }

    static List<Command> all() {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"));
                Stream<Path> examples = Files.walk(ROOT.resolve("examples"), 2)) {
            return Stream.of(Stream.of(ROOT.resolve("README.md")), docs, examples)
                    .flatMap(files -> files)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .flatMap(file -> of(file).stream())
                    .filter(command -> !command.line().startsWith(OVERHEAD))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Command> of(Path file) {
        var commands = new ArrayList<Command>();
        String fence = "";
        var pending = new StringBuilder();
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("```")) {
                fence = fence.isEmpty() ? line : "";
                continue;
            }
            if (fence.isEmpty() || (pending.isEmpty() && !line.startsWith(LAUNCHER))) {
                continue;
            }
            boolean goesOn = line.endsWith("\\");
            pending.append(goesOn ? line.substring(0, line.length() - 1) : line).append(' ');
            if (!goesOn) {
                var text = pending.toString()
                        .replaceFirst("\\s#\\s.*", "")
                        .replaceFirst("\\s[|>].*", "")
                        .strip();
                commands.add(new Command(
                        file.getFileName() + ":" + (i + 1),
                        text.substring(LAUNCHER.length()),
                        fence.equals("```sh mock")));
                pending.setLength(0);
            }
        }
        return commands;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String[] words(String line) {
        return WORD.matcher(line)
                .results()
                .map(word ->
                        word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group(3))
                .toArray(String[]::new);
    }

    /** Reads the command as the command line would, and runs nothing; raises picocli's exception for an unknown option. */
    static void parse(String line) {
        var nowhere = new PrintWriter(new StringWriter());
        String[] words = MagicLists.meant(words(line));
        CommandTree.create(nowhere, nowhere, new Environment(Map.of(), false, 200), words.length == 0 ? "" : words[0])
                .parseArgs(words);
    }
}
