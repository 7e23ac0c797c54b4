package io.streamgauge.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Conversations of several turns. */
@Command(optionListHeading = "%nSessions%n")
final class SessionOptions {
    @Option(
            names = {"--num-sessions", "--num-conversations", "--conversation-num"},
            paramLabel = "N",
            description =
                    "Hold N sessions: each turn says what was said before it, the server's answers among it. Default: with any other option here, twice the load and at least 10; a file's sessions once; no limit with --benchmark-duration.")
    @Nullable
    Integer count;

    @Option(
            names = "--session-concurrency",
            paramLabel = "N",
            description =
                    "Sessions held at once, those whose user thinks among them; with --request-rate, at which sessions begin, the most. Default: --concurrency or --max-concurrency.")
    @Nullable
    Integer concurrency;

    @Option(
            names = {"--session-turns-mean", "--conversation-turn-mean"},
            paramLabel = "N",
            description = "Mean number of turns of a session. Default: 1.")
    @Nullable
    Double turnsMean;

    @Option(
            names = {"--session-turns-stddev", "--conversation-turn-stddev"},
            paramLabel = "N",
            description = "Standard deviation of the number of turns. Default: 0.")
    @Nullable
    Double turnsStddev;

    @Option(
            names = {"--session-turn-delay-mean", "--conversation-turn-delay-mean"},
            paramLabel = "MS",
            description = "Mean time from an answer to the next turn, in milliseconds. Default: 0.")
    @Nullable
    Double delayMeanMillis;

    @Option(
            names = {"--session-turn-delay-stddev", "--conversation-turn-delay-stddev"},
            paramLabel = "MS",
            description = "Standard deviation of that time. Default: 0.")
    @Nullable
    Double delayStddevMillis;

    @Option(
            names = {"--session-delay-ratio", "--session-turn-delay-ratio", "--conversation-turn-delay-ratio"},
            paramLabel = "X",
            description = "Multiply all delays, those of a file too. Default: 1.")
    @Nullable
    Double delayRatio;

    @Option(
            names = "--inter-turn-delay-cap-seconds",
            paramLabel = "S",
            description =
                    "Make longer delays S seconds long, those of a file too, before they are multiplied. Default: none.")
    @Nullable
    Double delayCapSeconds;
}
