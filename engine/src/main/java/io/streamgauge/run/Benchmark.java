package io.streamgauge.run;

import io.streamgauge.clock.Clock;
import io.streamgauge.clock.WallAnchor;
import io.streamgauge.health.HealthMeter;
import io.streamgauge.http.HttpClient;
import io.streamgauge.http.Route;
import io.streamgauge.hub.TokenizerHub;
import io.streamgauge.load.Chains;
import io.streamgauge.load.ErrorWatch;
import io.streamgauge.load.FlightSink;
import io.streamgauge.load.LoadDriver;
import io.streamgauge.load.Retries;
import io.streamgauge.load.Stint;
import io.streamgauge.plan.BenchmarkPlan;
import io.streamgauge.plan.Secrets;
import io.streamgauge.profiler.ClientWatch;
import io.streamgauge.profiler.FlightEvents;
import io.streamgauge.record.Phase;
import io.streamgauge.record.RecordStore;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.report.Asked;
import io.streamgauge.search.Saturation;
import io.streamgauge.telemetry.MetricsScraper;
import io.streamgauge.tokenizer.Tokenizer;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One run of a plan, from nothing to files. {@link #run} once; {@link #stop} and {@link #cancel} from any thread while it runs. */
public final class Benchmark {
    /** How long what is in flight may go on after an interrupt, in a run whose plan has no word on it. */
    private static final long GRACE_NANOS = 30_000_000_000L;

    /** How long before an agreed start the loops are told of it. */
    private static final long START_LEAD_NANOS = 50_000_000;

    private final BenchmarkPlan plan;
    private final Asked asked;
    private final TokenizerHub hub;
    private final Progress progress;
    private final ClientWatch watch;
    private final Clock clock = Clock.monotonic();
    private final MetricsScraper metrics;
    private final ControlRequests control;
    private final NetworkWatch network;

    private volatile @Nullable LoadDriver driver;
    private volatile boolean stopped;
    private boolean looksFirst;
    private volatile boolean endsEarly;

    /**
     * A run that nobody watches.
     *
     * @param asked what the files shall say of what was asked
     */
    public Benchmark(BenchmarkPlan plan, Asked asked, TokenizerHub hub, Progress progress) {
        this(plan, asked, hub, progress, ClientWatch.none());
    }

    /**
     * @param asked what the files shall say of what was asked
     * @param watch who is told of the phases; closed by the run
     */
    public Benchmark(BenchmarkPlan plan, Asked asked, TokenizerHub hub, Progress progress, ClientWatch watch) {
        this.plan = plan;
        this.asked = asked;
        this.hub = hub;
        this.progress = progress;
        this.watch = watch;
        control = new ControlRequests(plan, clock);
        network = new NetworkWatch(plan, clock);
        metrics = MetricsPages.scraper(plan, clock, WallAnchor.now());
    }

    /** Asks the servers, before anything else is done, whether they can be benchmarked. Before {@link #run}. */
    public void lookFirst() {
        looksFirst = true;
    }

    /** Sends no more requests; {@link #run} returns when those in flight have ended, within the plan's grace period. */
    public void stop() {
        stopped = true;
        LoadDriver current = driver;
        if (current != null) {
            current.stop();
            boolean timed = plan.load().timeBox().durationNanos() > 0;
            current.cancelAfter(timed ? plan.load().timeBox().graceNanos() : GRACE_NANOS);
        }
    }

    /** Whether {@link #stop} or {@link #cancel} was called. */
    public boolean isStopped() {
        return stopped;
    }

    /** Sends no more requests, for a reason that is told among the troubles. */
    private void endEarly() {
        endsEarly = true;
        LoadDriver current = driver;
        if (current != null) {
            current.stop();
        }
    }

    /** Ends requests in flight too. */
    public void cancel() {
        stopped = true;
        LoadDriver current = driver;
        if (current != null) {
            current.cancel();
        }
    }

    /**
     * Runs the plan.
     *
     * @throws UnreachableException when a server asked first cannot be benchmarked
     * @throws io.streamgauge.plan.PlanException when something asked for cannot be had: a tokenizer, a directory
     */
    public Outcome run() throws InterruptedException {
        Capacity.ensure(plan);
        try (Provisions provisions = provide();
                HttpClient client = ClientSettings.open(ClientSettings.of(plan, clock))) {
            if (looksFirst) {
                Secrets secrets = Secrets.of(plan.headers());
                new Preflight(client, plan, clock)
                        .problem(why -> progress.note("waiting: " + secrets.hide(why)), () -> stopped)
                        .ifPresent(problem -> {
                            throw new UnreachableException(secrets.hide(problem));
                        });
            }
            // What cannot be had is told before anything is done to the servers or to the results of an earlier run.
            Tokenizer tokenizer = provisions.tokenizer();
            progress.step(() -> "tokenizer " + plan.tokenizer().name() + " loaded: " + tokenizer.info());
            Requests requests = provisions.requests();
            try {
                metrics.start().forEach(progress::note);
                control.reset();
                network.prepare();
                return claimAndMeasure(tokenizer, client, requests);
            } finally {
                metrics.end();
            }
        }
    }

    private Outcome claimAndMeasure(Tokenizer tokenizer, HttpClient client, Requests requests)
            throws InterruptedException {
        try (ResultsDirectory directory = ResultsDirectory.claim(plan.results())) {
            metrics.claimed();
            directory.aside().ifPresent(aside -> progress.note("results of an earlier run were moved to " + aside));
            return measure(tokenizer, client, requests);
        }
    }

    private Provisions provide() {
        return new Provisions(
                task -> Thread.ofPlatform()
                        .daemon()
                        .name("streamgauge-provisions")
                        .start(task),
                () -> hub.load(plan.tokenizer().name(), plan.tokenizer().revision()),
                tokenizer -> new RequestMaker(plan, tokenizer, this::endEarly).requests());
    }

    private Outcome measure(Tokenizer tokenizer, HttpClient client, Requests requests) throws InterruptedException {
        try (RecordStore store = RecordStore.in(plan.results().directory())) {
            progress.step(() -> requests.shown().size() + " requests made, the first of "
                    + requests.of(0).tokens() + " tokens");
            return measure(tokenizer, client, requests, store);
        }
    }

    private Outcome measure(Tokenizer tokenizer, HttpClient client, Requests requests, RecordStore store)
            throws InterruptedException {
        RequestBook book = new RequestBook(plan, route(client), requests);
        WallAnchor anchor = WallAnchor.now();
        ResultFiles files = new ResultFiles(plan, asked, anchor);
        files.writePlan();
        WindowWatch windows = plan.load().windows() == null
                ? null
                : new WindowWatch(plan.load().windows());
        Backlog backlog = Backlog.ofHeap(clock);
        Ledger ledger = new Ledger(
                book,
                tokenizer,
                files.records(),
                files.export(),
                files.outputs(),
                store,
                plan,
                clock,
                backlog,
                record -> endWhenStable(windows, record));
        ledger.start();
        HealthMeter meter = new HealthMeter(client, clock);
        ErrorWatch errors = new ErrorWatch(
                plan.load().errors().count(), plan.load().errors().share());
        Saturation.Rule rule = plan.load().saturation();
        SaturationWatch saturation = rule == null ? null : new SaturationWatch(rule, clock);
        LiveFeed feed = new LiveFeed(client.loops(), clock);
        FlightSink sink = new EndedFlights(feed, saturation, ledger);
        LoadDriver loads = driver(client, book, requests.chains(), sink, errors);
        try {
            drive(client, requests, loads, meter, feed, anchor, windows, saturation);
        } finally {
            progress.over();
            watch.close();
            ledger.close();
            files.writeInputs(requests.shown());
        }
        // All is booked: what the streams took is not needed beside what the summary takes.
        client.close();
        Garbage.collectAfter(client.flights());
        files.writeStart(loads.startNanos());
        return new Reckoning(plan, store.records(), files, meter, stopped)
                .outcome(new Reckoning.Watches(
                        book,
                        ledger,
                        backlog,
                        requests,
                        errors,
                        saturation,
                        windows,
                        watch,
                        metrics,
                        control,
                        network));
    }

    private LoadDriver driver(HttpClient client, RequestBook book, Chains chains, FlightSink sink, ErrorWatch errors) {
        Retries retries = new Retries(plan.load().errors().retries());
        FlightEvents events = watch.flights();
        if (events == null) {
            return new LoadDriver(client, book, sink, chains, errors, retries, clock);
        }
        WatchedRequests watched = new WatchedRequests(book, sink, events);
        return new LoadDriver(client, watched, watched, chains, errors, retries, clock);
    }

    /** On the ledger's thread: requests in flight when measurements agree belong to no window. */
    private void endWhenStable(@Nullable WindowWatch windows, RequestRecord record) {
        LoadDriver current = driver;
        if (windows != null && current != null && record.phase() == Phase.MEASURE && windows.ends(record)) {
            current.cancel();
        }
    }

    private void drive(
            HttpClient client,
            Requests requests,
            LoadDriver loads,
            HealthMeter meter,
            LiveFeed feed,
            WallAnchor anchor,
            @Nullable WindowWatch windows,
            @Nullable SaturationWatch saturation)
            throws InterruptedException {
        Stints stints = new Stints(plan, requests);
        feed.follow(loads);
        driver = loads;
        if (stopped || endsEarly) {
            loads.stop();
        }
        if (plan.load().warmup().isThere()) {
            int known = plan.load().warmup().isOpenEnded() ? 0 : requests.warmupRequests();
            feed.begin(new LivePhase(
                    "warm-up",
                    clock.nanos(),
                    known,
                    plan.load().warmup().timeBox().durationNanos()));
            progress.phase(Phase.WARMUP, known, feed::look);
            watch.begins(Phase.WARMUP, client.loops());
            loads.run(stints.warmup());
            watch.ends(Phase.WARMUP);
            Garbage.collectBeforeMeasuring();
        }
        control.startProfiler();
        long startNanos = awaitStart(anchor);
        Stint measured = stints.measured(startNanos);
        int planned = stints.measuredRequests();
        feed.begin(new LivePhase(
                "measure", clock.nanos(), planned, plan.load().timeBox().durationNanos()));
        progress.phase(Phase.MEASURE, planned, feed::look);
        if (windows != null) {
            windows.begin(Math.max(startNanos, clock.nanos()));
        }
        metrics.begin();
        network.begin();
        watch.begins(Phase.MEASURE, client.loops());
        meter.begin();
        if (saturation != null) {
            saturation.begin(loads);
        }
        try {
            loads.run(measured);
        } finally {
            if (saturation != null) {
                saturation.end();
            }
            meter.end();
            metrics.end();
            network.end();
            control.stopProfiler();
        }
        watch.ends(Phase.MEASURE);
    }

    /** Waits until shortly before the agreed moment; that moment on the monotonic clock, absent when none was agreed on. */
    private long awaitStart(WallAnchor anchor) throws InterruptedException {
        long epochNanos = plan.load().startAtEpochNanos();
        if (epochNanos == 0) {
            return RequestRecord.ABSENT;
        }
        long startNanos = epochNanos - anchor.epochNanosAt(0);
        long lateNanos = clock.nanos() - startNanos;
        if (lateNanos > 0) {
            progress.note(String.format(
                    Locale.ROOT,
                    "--start-at was %.3f s ago when this part was ready: it starts now, and does not line up with the others",
                    lateNanos / 1e9));
            return RequestRecord.ABSENT;
        }
        progress.step(() -> "waiting for --start-at");
        for (long left = -lateNanos; left > START_LEAD_NANOS && !stopped; left = startNanos - clock.nanos()) {
            TimeUnit.NANOSECONDS.sleep(Math.min(left - START_LEAD_NANOS, START_LEAD_NANOS));
        }
        return startNanos;
    }

    private Route route(HttpClient client) {
        return client.route(
                plan.path(),
                plan.streaming() ? HttpClient.Answers.STREAMED : HttpClient.Answers.WHOLE,
                plan.endpoint().streamPaths(),
                plan.endpoint().wholePaths());
    }
}
