package io.streamgauge.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Runs of two jars in turns, A, B, B, A, so that a machine that grows slower or faster treats both alike. */
final class InterleavedRuns {
    private final Path baselineJar;
    private final Path candidateJar;
    private final int rounds;
    private final List<String> arguments;
    private final List<ResultFile> baselines = new ArrayList<>();
    private final List<ResultFile> candidates = new ArrayList<>();

    /** @param arguments what each run's JMH is given beside one fork and the result file */
    InterleavedRuns(Path baselineJar, Path candidateJar, int rounds, List<String> arguments) {
        this.baselineJar = baselineJar;
        this.candidateJar = candidateJar;
        this.rounds = rounds;
        this.arguments = List.copyOf(arguments);
    }

    void run() throws IOException, InterruptedException {
        for (int i = 0; i < rounds; i++) {
            baselines.add(run(baselineJar));
            candidates.add(run(candidateJar));
            candidates.add(run(candidateJar));
            baselines.add(run(baselineJar));
        }
    }

    private ResultFile run(Path jar) throws IOException, InterruptedException {
        Path result = Files.createTempFile("benchmarks", ".json");
        Path output = Files.createTempFile("benchmarks", ".txt");
        try {
            Process process = new ProcessBuilder(command(jar, result))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            int code = process.waitFor();
            if (code != 0 || Files.size(result) == 0) {
                throw new ComparisonException(jar + " gave no result (exit code " + code + "): " + reason(output)
                        + "; run it by hand with " + String.join(" ", arguments));
            }
            return ResultFile.read(result);
        } finally {
            Files.deleteIfExists(result);
            Files.deleteIfExists(output);
        }
    }

    /** What the run said first, its progress left out. */
    private static String reason(Path output) throws IOException {
        try (var lines = Files.lines(output)) {
            return lines.map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .limit(2)
                    .collect(Collectors.joining(" "));
        }
    }

    List<String> command(Path jar, Path result) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar.toString()));
        command.addAll(List.of("-f", "1", "-foe", "true", "-rf", "json", "-rff", result.toString()));
        command.addAll(arguments);
        return command;
    }

    ResultFile baseline() {
        return ResultFile.pooled(baselines);
    }

    ResultFile candidate() {
        return ResultFile.pooled(candidates);
    }
}
