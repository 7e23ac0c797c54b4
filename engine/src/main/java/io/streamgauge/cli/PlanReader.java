package io.streamgauge.cli;

import io.streamgauge.arrival.Shard;
import io.streamgauge.dataset.Dataset;
import io.streamgauge.endpoint.BodyOptions;
import io.streamgauge.endpoint.BodyOptions.PrefixRole;
import io.streamgauge.endpoint.Endpoint;
import io.streamgauge.endpoint.EndpointException;
import io.streamgauge.endpoint.ExtraInputs;
import io.streamgauge.http.Origin;
import io.streamgauge.metrics.Definitions;
import io.streamgauge.metrics.Slo;
import io.streamgauge.metrics.Subject;
import io.streamgauge.plan.BenchmarkPlan;
import io.streamgauge.plan.ClientPlan;
import io.streamgauge.plan.ControlPlan;
import io.streamgauge.plan.ExportLevel;
import io.streamgauge.plan.FilePlan;
import io.streamgauge.plan.Header;
import io.streamgauge.plan.InputPlan;
import io.streamgauge.plan.LoadPlan;
import io.streamgauge.plan.ModelPlan;
import io.streamgauge.plan.PlanException;
import io.streamgauge.plan.ReportPlan;
import io.streamgauge.plan.ResultsPlan;
import io.streamgauge.plan.Target;
import io.streamgauge.plan.TelemetryPlan;
import io.streamgauge.plan.TimeLimits;
import io.streamgauge.plan.TokenizerPlan;
import io.streamgauge.prompt.IslCounting;
import io.streamgauge.prompt.Prefix;
import io.streamgauge.prompt.PromptShape;
import io.streamgauge.report.ServerMetricsCsv;
import io.streamgauge.report.ServerMetricsParquet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns the options of {@code profile} into a plan. Defaults that depend on other options live here; every contradiction is found
 * before anything is done about any of them.
 */
final class PlanReader {
    /** What {@code --mock} runs unless told otherwise: the reference run in small. */
    private static final class MockDefaults {
        static final String MODEL = "deepseek-ai/DeepSeek-R1-Distill-Llama-70B";
        static final int CONCURRENCY = 32;
        static final int REQUESTS = 128;
        static final int WARMUP = 10;
        static final int INPUT_TOKENS = 10;
        static final int PREFIXES = 1;
        static final int PREFIX_TOKENS = 600;
        static final int OUTPUT_TOKENS = 200;
    }

    private final ProfileOptions options;
    private final Map<String, String> variables;
    private final Problems problems = new Problems();

    private PlanReader(ProfileOptions options, Map<String, String> variables) {
        this.options = options;
        this.variables = variables;
    }

    /**
     * @param known what is wrong already, to be told with the rest
     * @param mockUrl where the built-in server listens when {@code --mock} was given
     * @throws PlanException with all that is wrong, a line each
     */
    static BenchmarkPlan read(
            ProfileOptions options, List<String> known, Map<String, String> variables, @Nullable String mockUrl) {
        PlanReader reader = new PlanReader(options, variables);
        known.forEach(reader.problems::add);
        return reader.plan(mockUrl);
    }

    private BenchmarkPlan plan(@Nullable String mockUrl) {
        boolean mock = options.target.mock;
        Optional<ModelPlan> models = problems.note(() -> models(mock));
        List<Target> targets = targets(mockUrl);
        Optional<ExtraInputs> extras = problems.note(this::extras);
        Optional<Endpoint> endpoint =
                problems.note(() -> new EndpointReader(options.target).endpoint(extras.orElse(ExtraInputs.NONE)));
        List<Header> headers = headers(endpoint);
        Optional<TimeLimits> limits = problems.note(() -> TimeLimits.of(
                options.target.requestTimeoutNanos,
                options.target.stallTimeoutNanos,
                options.target.connectTimeoutNanos,
                new TimeLimits.Ready(
                        options.target.waitNanos,
                        options.target.waitIntervalNanos,
                        problems.oneOf("--wait-for-model-mode", options.target.waitMode, TimeLimits.Question.AUTO))));
        problems.addIf(
                options.target.waitNanos > 0 && (options.target.noPreflight || mock),
                "--wait-for-model-timeout and " + (mock ? "--mock" : "--no-preflight")
                        + ": nothing is looked at then; leave one of the two out");
        Optional<PromptShape> prompts = problems.note(() -> prompts(mock));
        InputPlan input = new InputReader(options, problems)
                .plan(endpoint.map(Endpoint::subject).orElse(Subject.LLM));
        boolean holdsSessions = holdsSessions(input.file(), endpoint);
        LoadPlan load = load(mock, input.file(), holdsSessions);
        if (input.stripsImages()) {
            ImageNamesReader.check(endpoint, targets, load, problems);
        }
        ClientPlan client = new ClientReader(options.client, problems).plan();
        problems.addIf(
                headers.stream().anyMatch(header -> header.name().equalsIgnoreCase(client.sessionHeader())),
                "--session-header and --header: both give " + client.sessionHeader() + "; give one of the two");
        Optional<BodyOptions> request = problems.note(() -> request(
                options.target.models.isEmpty() ? MockDefaults.MODEL : options.target.models.getFirst(),
                endpoint,
                extras.orElse(ExtraInputs.NONE)));
        request.ifPresent(body -> PrefillReader.check(options, body.streaming(), problems));
        Optional<IslCounting> islCounting = problems.note(() -> islCounting(endpoint));
        List<Slo> goodput = goodput();
        checkNames();
        ReportPlan reports = reports();
        if (load.sessions() != null) {
            new SessionReader(options.sessions, problems).check(options, endpoint, input, holdsSessions);
        }
        int promptCount = promptCount(mock, load);
        ControlPlan control = options.control.plan(problems);
        TelemetryPlan telemetry = TelemetryReader.plan(options.telemetry, variables, problems);
        problems.addIf(
                telemetry.network().probes()
                        && (client.proxy() != null
                                || targets.stream().anyMatch(it -> it.origin().scheme() == Origin.Scheme.UNIX)),
                "--network-latency-automatic and --proxy or unix:/path: a connection to these ends before the server;"
                        + " give --network-latency-mean where it is known");
        problems.throwIfAny();
        return new BenchmarkPlan(
                models.orElseThrow(),
                targets,
                endpoint.orElseThrow(),
                path(endpoint.orElseThrow(), request.orElseThrow()),
                request.orElseThrow(),
                headers,
                limits.orElseThrow(),
                client,
                tokenizer(models.orElseThrow(), mock, islCounting.orElseThrow()),
                input,
                prompts.orElseThrow(),
                promptCount,
                options.input.randomSeed,
                load,
                goodput,
                results(models.orElseThrow(), endpoint.orElseThrow(), load, reports),
                control,
                telemetry);
    }

    private ModelPlan models(boolean mock) {
        List<String> names =
                options.target.models.isEmpty() && mock ? List.of(MockDefaults.MODEL) : options.target.models;
        if (names.isEmpty()) {
            throw new PlanException("--model: which model? write for example -m meta-llama/Llama-3.1-8B-Instruct");
        }
        return ModelReader.plan(names, options.target);
    }

    private List<Target> targets(@Nullable String mockUrl) {
        problems.addIf(
                !options.target.urlStrategy.equalsIgnoreCase("round_robin"),
                "--url-strategy '" + options.target.urlStrategy + "': use round_robin");
        if (mockUrl != null) {
            problems.addIf(
                    !options.target.urls.isEmpty(),
                    "--mock and --url: the built-in server has its own address; give one of the two");
            return List.of(Target.parse(mockUrl));
        }
        List<String> urls = options.target.urls.isEmpty() ? List.of("localhost:8000") : options.target.urls;
        return urls.stream()
                .flatMap(url -> problems.note(() -> Target.parse(url)).stream())
                .toList();
    }

    private String path(Endpoint endpoint, BodyOptions request) {
        String given = options.target.endpoint;
        return given == null ? endpoint.path(request) : "/" + given.strip().replaceFirst("^/+", "");
    }

    /** The user's, then the key, then what the API asks for, each unless it was given before. */
    private List<Header> headers(Optional<Endpoint> endpoint) {
        List<Header> headers = new ArrayList<>();
        for (String text : options.target.headers) {
            problems.note(() -> Header.parse(text)).ifPresent(headers::add);
        }
        String key = problems.note(this::apiKey).orElse("");
        if (!key.isEmpty()) {
            addUnlessGiven(headers, "Authorization", "Bearer " + key);
        }
        endpoint.ifPresent(api -> api.headers().forEach((name, value) -> addUnlessGiven(headers, name, value)));
        return headers;
    }

    private static void addUnlessGiven(List<Header> headers, String name, String value) {
        if (headers.stream().noneMatch(header -> header.name().equalsIgnoreCase(name))) {
            headers.add(new Header(name, value));
        }
    }

    private ExtraInputs extras() {
        try {
            return ExtraInputs.parse(options.input.extraInputs);
        } catch (EndpointException e) {
            throw new PlanException(String.valueOf(e.getMessage()));
        }
    }

    private String apiKey() {
        Path file = options.target.apiKeyFile;
        if (file == null) {
            return variables.getOrDefault("STREAMGAUGE_API_KEY", "");
        }
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new PlanException(
                    "--api-key-file " + file + ": cannot be read; give a file that holds nothing but the key");
        }
    }

    private PromptShape prompts(boolean mock) {
        InputOptions input = options.input;
        int mean = notNegative(
                "--synthetic-input-tokens-mean", input.inputTokensMean, mock ? MockDefaults.INPUT_TOKENS : 550);
        Contexts contexts = Contexts.read(options, problems);
        Prefix prefix = contexts.areGiven()
                ? contexts.system()
                : new Prefix.Made(
                        notNegative("--num-prefix-prompts", input.numPrefixPrompts, mock ? MockDefaults.PREFIXES : 0),
                        notNegative(
                                "--prefix-prompt-length",
                                input.prefixPromptLength,
                                mock ? MockDefaults.PREFIX_TOKENS : 100));
        return new PromptShape(new LengthReader(options).mix(mean, outputTokens(mock)), prefix, contexts.userTokens());
    }

    /** genai-perf writes -1 for "not asked". */
    private @Nullable Integer outputTokens(boolean mock) {
        Integer given = options.input.outputTokensMean;
        if (given == null) {
            return mock && !options.lengths.sayOutput() ? MockDefaults.OUTPUT_TOKENS : null;
        }
        if (given == -1) {
            return null;
        }
        if (given < 1) {
            throw new PlanException("--output-tokens-mean " + given + ": give at least 1, or leave it out");
        }
        return given;
    }

    /** Sessions differ unless fewer are asked for, or the time alone ends the run. */
    private int promptCount(boolean mock, LoadPlan load) {
        boolean sessions = load.sessions() != null && load.count() > 0;
        int otherwise = sessions ? load.count() : mock ? MockDefaults.REQUESTS : 100;
        return problems.positive("--num-prompts", options.input.numPrompts, otherwise);
    }

    /** Whether the input file's rows are turns of sessions, and the API has conversations; lines of several turns are nothing else. */
    private static boolean holdsSessions(@Nullable FilePlan file, Optional<Endpoint> endpoint) {
        return file != null
                && Dataset.holdsSessions(
                        file.path(),
                        file.options().format(),
                        endpoint.map(Endpoint::sendsMessages).orElse(true));
    }

    private LoadPlan load(boolean mock, @Nullable FilePlan input, boolean holdsSessions) {
        LoadReader.Defaults defaults = mock
                ? new LoadReader.Defaults(MockDefaults.CONCURRENCY, MockDefaults.REQUESTS, MockDefaults.WARMUP)
                : new LoadReader.Defaults(1, 0, 0);
        return new LoadReader(options, input, holdsSessions, defaults, variables, problems).plan();
    }

    private BodyOptions request(String model, Optional<Endpoint> endpoint, ExtraInputs extras) {
        InputOptions input = options.input;
        int minTokens = input.minTokens == null ? 0 : input.minTokens;
        if (minTokens < 0) {
            throw new PlanException("--min-tokens " + minTokens + ": give 0 or more");
        }
        if (input.forceMinTokens) {
            if (input.minTokens != null) {
                throw new PlanException(
                        "--min-tokens and --force-min-tokens: both say min_tokens; give one of the two");
            }
            minTokens = BodyOptions.AS_MANY_AS_ASKED;
        }
        PrefixRole role = switch (input.prefixRole.toLowerCase(Locale.ROOT)) {
            case "user" -> PrefixRole.USER;
            case "system" -> PrefixRole.SYSTEM;
            default -> throw new PlanException("--prefix-role '" + input.prefixRole + "': use user or system");
        };
        role = input.systemMessages() > 0 ? PrefixRole.SYSTEM : role;
        boolean canStream = endpoint.map(Endpoint::streams).orElse(true);
        boolean streaming = options.target.streaming == null
                ? endpoint.map(Endpoint::streamsUnasked).orElse(true)
                : options.target.streaming;
        if (streaming && !canStream) {
            throw new PlanException("--streaming: endpoint type '" + options.target.endpointType
                    + "' answers in one piece; leave it out");
        }
        return new BodyOptions(model, streaming, streaming && input.usage, minTokens, input.ignoreEos, role, extras);
    }

    private List<Slo> goodput() {
        List<Slo> bounds = new ArrayList<>();
        for (String text : options.results.goodput) {
            try {
                bounds.add(Slo.parse(text));
            } catch (IllegalArgumentException e) {
                problems.add("--goodput: " + e.getMessage());
            }
        }
        return bounds;
    }

    private ResultsPlan results(ModelPlan models, Endpoint endpoint, LoadPlan load, ReportPlan reports) {
        Path given = options.results.artifactDir;
        Path directory = given != null
                ? given
                : Path.of(
                        "artifacts",
                        models.directoryName() + "-openai-" + endpoint.name() + "-" + load.label()
                                + part(load.shard()));
        return new ResultsPlan(
                directory,
                options.results.profileExportFile,
                options.results.overwrite,
                options.results.redactPrompts,
                reports);
    }

    private ReportPlan reports() {
        ResultOptions results = options.results;
        ExportLevel level =
                problems.note(() -> exportLevel(results.exportLevel)).orElse(ExportLevel.RECORDS);
        problems.addIf(
                level == ExportLevel.RAW && results.redactPrompts,
                "--export-level raw and --redact-prompts: raw holds every byte that the server sent; give one of the two");
        problems.addIf(
                results.outputsJson && results.redactPrompts,
                "--export-outputs-json and --redact-prompts: the file holds the texts of answers; give one of the two");
        long slice = problems.note(() -> told(results::slice)).orElse(0L);
        Definitions definitions = problems.note(() -> told(results::formulas)).orElse(Definitions.GENAI_PERF);
        return new ReportPlan(level, definitions, !results.noHtml, slice, results.histograms, results.outputsJson);
    }

    private static <T> T told(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new PlanException(String.valueOf(e.getMessage()));
        }
    }

    private static ExportLevel exportLevel(String given) {
        return switch (given.toLowerCase(Locale.ROOT)) {
            case "summary" -> ExportLevel.SUMMARY;
            case "records" -> ExportLevel.RECORDS;
            case "raw" -> ExportLevel.RAW;
            default -> throw new PlanException("--export-level '" + given + "': use summary, records or raw");
        };
    }

    private static String part(Shard shard) {
        return shard.isWhole() ? "" : "-shard" + shard.index() + "of" + shard.count();
    }

    private void checkNames() {
        String name = options.results.profileExportFile;
        problems.addIf(
                name.isBlank() || name.contains("/") || name.contains("\\") || name.startsWith("."),
                "--profile-export-file '" + name + "': give a bare file name; --artifact-dir says where it goes");
        problems.addIf(
                Set.of(
                                "inputs.json",
                                "outputs.json",
                                "records.jsonl",
                                "server_metrics.jsonl",
                                ServerMetricsCsv.FILE_NAME,
                                ServerMetricsParquet.FILE_NAME)
                        .contains(name),
                "--profile-export-file '" + name + "': that file holds something else; give another name");
    }

    private TokenizerPlan tokenizer(ModelPlan models, boolean mock, IslCounting islCounting) {
        String given = options.tokenizer.tokenizer;
        String name = given != null ? given : mock ? "builtin" : models.names().getFirst();
        return new TokenizerPlan(name, options.tokenizer.revision, islCounting);
    }

    private IslCounting islCounting(Optional<Endpoint> endpoint) {
        String given = options.tokenizer.islCounting;
        return switch (given.toLowerCase(Locale.ROOT)) {
            case "text" -> IslCounting.TEXT;
            case "chat-template", "chat_template" -> {
                if (endpoint.isPresent() && !endpoint.get().sendsMessages()) {
                    throw new PlanException(
                            "--isl-counting chat-template: no chat template is applied to what --endpoint-type "
                                    + endpoint.get().name() + " sends; use text");
                }
                yield IslCounting.CHAT_TEMPLATE;
            }
            default -> throw new PlanException("--isl-counting '" + given + "': use text or chat-template");
        };
    }

    private static int notNegative(String option, @Nullable Integer given, int otherwise) {
        int value = given == null ? otherwise : given;
        if (value < 0) {
            throw new PlanException(option + " " + value + ": give 0 or more");
        }
        return value;
    }
}
