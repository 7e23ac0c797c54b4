package io.streamgauge.cli;

import picocli.CommandLine.ArgGroup;

/** All options of {@code profile}, in the groups that its help shows. */
final class ProfileOptions {
    @ArgGroup(validate = false, heading = "%nWhat is benchmarked%n")
    TargetOptions target = new TargetOptions();

    @ArgGroup(validate = false, heading = "%nWhat is asked%n")
    InputOptions input = new InputOptions();

    @ArgGroup(validate = false, heading = "%nImages and sounds%n")
    MediaOptions media = new MediaOptions();

    @ArgGroup(validate = false, heading = "%nRequests from a file%n")
    FileOptions file = new FileOptions();

    @ArgGroup(validate = false, heading = "%nHow much load%n")
    LoadOptions load = new LoadOptions();

    @ArgGroup(validate = false, heading = "%nSessions%n")
    SessionOptions sessions = new SessionOptions();

    @ArgGroup(validate = false, heading = "%nHow the client works%n")
    ClientOptions client = new ClientOptions();

    @ArgGroup(validate = false, heading = "%nWhat servers and GPUs say of themselves%n")
    TelemetryOptions telemetry = new TelemetryOptions();

    @ArgGroup(validate = false, heading = "%nTokenizer%n")
    TokenizerOptions tokenizer = new TokenizerOptions();

    @ArgGroup(validate = false, heading = "%nResults%n")
    ResultOptions results = new ResultOptions();

    @ArgGroup(validate = false, heading = "%nLooking at the client itself%n")
    WatchOptions watch = new WatchOptions();
}
