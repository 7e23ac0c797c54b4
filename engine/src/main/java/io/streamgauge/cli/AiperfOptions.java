package io.streamgauge.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Options of AIPerf that have no meaning here, or another name with other values, and what to say to them. */
final class AiperfOptions {
    private static final String TRACES =
            "the sessions of a trace are held from their first turn to their last; leave it out";
    private static final String ACCURACY = "answers are timed, not judged; leave it out";
    private static final String ONE_PROCESS = "everything is one process; --loops adds event loops to it";
    /** What AIPerf streams to a collector of metrics; it takes values. */
    static final String STREAM = "--stream";

    static final String PUSH =
            "results are files and nothing is pushed; hand them to the other tool's own client when the run has ended";
    private static final String PUBLIC =
            "no data sets are downloaded; fetch the file, and --input-file reads it (ShareGPT's too)";
    private static final String TRACE_TIMES =
            "records.jsonl has the times of connecting, sending, first byte and end of each request; --export-level raw has all bytes";
    private static final String PLOTS = "report.html holds the charts of every run; --no-html leaves it out";

    private AiperfOptions() {}

    /** Switches of AIPerf and genai-perf that ask for what is done anyway. */
    static List<String> idle() {
        return List.of(
                "--use-legacy-max-tokens",
                "--no-gpu-telemetry",
                "--no-auto-plot",
                "--no-fixed-schedule",
                "--no-force-min-tokens",
                "--no-open-loop-replay",
                "--omit-kv-hints",
                "--allow-dataset-wrap",
                "--enable-checkpointing",
                "--set-consistent-seed",
                "--no-vary-seed-per-trial",
                "--parameter-sweep-same-seed");
    }

    /** The same of options that take a value. */
    static List<String> idleWithValue() {
        return List.of("--checkpoint-dir", "--bo-constraint-mode");
    }

    /** Names, those of one option with blanks between them, and the reason. */
    static Map<String, String> reasons() {
        Map<String, String> reasons = new LinkedHashMap<>();
        target(reasons);
        input(reasons);
        load(reasons);
        results(reasons);
        search(reasons);
        return reasons;
    }

    private static void target(Map<String, String> to) {
        put(
                to,
                "every user of the machine sees a command line; put the key into a file for --api-key-file, or into STREAMGAUGE_API_KEY",
                "--api-key");
        put(
                to,
                "--definitions vllm counts by the server's usage where there is one; both counts are in records.jsonl",
                "--use-server-token-count");
        put(to, "each event's text is counted after the run; leave it out", "--per-chunk-usage");
        put(to, "no endpoint here makes videos; leave it out", "--download-video-content");
    }

    private static void input(Map<String, String> to) {
        put(to, PUBLIC, "--public-dataset", "--hf-subset", "--hf-weka-dataset", "--dataset-filter");
        put(to, "--num-sessions takes the first ones of a file, none is drawn", "--trace-session-sample-ratio");
        put(
                to,
                "--trace-idle-gap-cap-seconds shortens times within each session of a trace of agents",
                "--max-idle-gap-cap-seconds");
        put(to, TRACES, "--trajectory-start-min-ratio");
        put(to, TRACES, "--trajectory-start-max-ratio", "--burst-phase-starts");
        put(to, TRACES, "--system-idle-gap-cap-seconds", "--agentic-cache-warmup-duration");
        put(to, TRACES, "--agentic-warmup-grace-period", "--scenario", "--unsafe-override");
        put(
                to,
                "--max-input-tokens bounds a line's prompt; --skip-invalid leaves longer ones out",
                "--max-context-length");
        put(
                to,
                "a file's lines are always used again from the first; give fewer with --request-count",
                "--no-allow-dataset-wrap");
    }

    private static void load(Map<String, String> to) {
        put(to, "'streamgauge config FILE' runs a plan file", "--config -f");
    }

    private static void results(Map<String, String> to) {
        put(to, PLOTS, "--auto-plot", "--plot-required");
        put(to, PUSH, "--otel-url", "--otel-resource-attributes", "--gen-ai-provider", "--mlflow-tracking-uri");
        put(to, PUSH, "--mlflow-experiment", "--mlflow-run-name", "--mlflow-tag", "--mlflow-parent-run-id");
        put(to, PUSH, "--mlflow-artifact-glob", "--wandb-project", "--wandb-entity", "--wandb-run-name", "--wandb-tag");
        put(to, TRACE_TIMES, "--export-http-trace", "--show-trace-timing");
        put(to, "--verbose says what is done; there are no other levels", "--log-level");
        put(to, "there is no server to ask; --ui live shows a run while it is on", "--api-port", "--api-host");
        put(to, "--ui line says a line every five seconds, --ui live redraws by itself", "--stats-interval");
        put(to, ONE_PROCESS, "--workers-max --max-workers", "--record-processor-service-count --record-processors");
        put(to, ONE_PROCESS, "--zmq-host", "--zmq-ipc-path", "--zmq-dual-bind");
        put(to, ACCURACY, "--accuracy-benchmark", "--accuracy-tasks", "--accuracy-n-shots", "--accuracy-enable-cot");
        put(to, ACCURACY, "--accuracy-no-enable-cot", "--accuracy-grader", "--accuracy-system-prompt");
        put(to, ACCURACY, "--accuracy-verbose");
    }

    private static void search(Map<String, String> to) {
        put(
                to,
                "'streamgauge analyze' varies numbers; write each variant as a plan file and run it by 'streamgauge config'",
                "--variant --sweep-variant");
        put(to, "a sweep says a line for each run, and a table at its end", "--no-sweep-table");
    }

    private static void put(Map<String, String> reasons, String reason, String... options) {
        for (String names : options) {
            reasons.put(names, reason);
        }
    }
}
