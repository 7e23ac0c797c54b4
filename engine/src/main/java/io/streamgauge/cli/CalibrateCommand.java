package io.streamgauge.cli;

import io.streamgauge.health.ClientHealth;
import io.streamgauge.hub.TokenizerHub;
import io.streamgauge.plan.BenchmarkPlan;
import io.streamgauge.record.RecordReader;
import io.streamgauge.record.RecordStore;
import io.streamgauge.report.Asked;
import io.streamgauge.run.Benchmark;
import io.streamgauge.run.Garbage;
import io.streamgauge.run.Outcome;
import io.streamgauge.run.ServerProcess;
import io.streamgauge.run.StampErrors;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "calibrate",
        description = {
            "Measures the client itself: runs a benchmark against the built-in server in a second process, which knows when",
            "it wrote each token, and tells by how much the client's times are off."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        footer = {
            "",
            "Both processes share this machine, its clock and its processors: the figures hold for a server on the same",
            "machine, which is the hardest case. Exit codes: 0 done; 1 a request failed or a token was lost;",
            "2 what was asked cannot be done; 130 interrupted."
        })
final class CalibrateCommand implements Callable<Integer>, CommandTree.Verbose {

    private final Environment environment;
    private final AtomicReference<Benchmark> current = new AtomicReference<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final CalibrateOptions options = new CalibrateOptions();

    @Mixin
    private final ClientOptions client = new ClientOptions();

    private volatile boolean interrupted;

    CalibrateCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public boolean verbose() {
        return options.verbose;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        options.check();
        Interrupts.listen(count -> {
            interrupted = true;
            Benchmark running = current.get();
            if (running != null) {
                running.cancel();
            }
        });
        PrintWriter out = spec.commandLine().getOut();
        if (options.findLimit) {
            return new LimitSearch(options, this::measure, out).run();
        }
        Calibration result = measure(options.concurrency, options.requests(options.concurrency));
        CalibrationReport.print(result, options, out);
        if (options.json != null) {
            CalibrationReport.write(result, options, options.json);
        }
        if (interrupted) {
            return CommandTree.INTERRUPTED;
        }
        return result.errors().complete() ? 0 : CommandTree.FAILED;
    }

    /** One run against a server of its own. */
    private Calibration measure(int concurrency, int requests) throws InterruptedException, IOException {
        Path directory = Files.createTempDirectory("streamgauge-calibrate");
        try (ServerProcess server = ServerProcess.start(Main.class.getName(), options.serverOptions(requests))) {
            BenchmarkPlan plan = PlanReader.read(
                    options.profile(server.url(), concurrency, requests, client, directory), List.of(), Map.of(), null);
            Benchmark benchmark = new Benchmark(
                    plan,
                    Asked.NOTHING,
                    TokenizerHub.fromEnvironment(environment.variables()),
                    new ConsoleProgress(
                            new LiveDisplay(spec.commandLine().getErr(), LiveMode.NONE, environment), options.verbose));
            current.set(benchmark);
            if (interrupted) {
                benchmark.cancel();
            }
            Outcome outcome = benchmark.run();
            return new Calibration(concurrency, errors(directory, server, concurrency), outcome.health());
        } finally {
            delete(directory);
        }
    }

    /** Neither the records nor what the server knows is held whole: a long run of many streams would need more memory here than before. */
    private static StampErrors errors(Path directory, ServerProcess server, int concurrency) throws IOException {
        Garbage.collectAfter(concurrency);
        try (RecordStore records = RecordStore.in(directory)) {
            RecordReader.forEach(directory.resolve("records.jsonl"), records::add);
            return StampErrors.of(records.records(), server::truth);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /**
     * One run and what it showed.
     *
     * @param concurrency requests in flight at once
     * @param errors of the client's times
     * @param health what the client cost
     */
    record Calibration(int concurrency, StampErrors errors, ClientHealth health) {}
}
