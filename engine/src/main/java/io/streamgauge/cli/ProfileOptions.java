package io.streamgauge.cli;

import java.util.List;
import picocli.CommandLine.Mixin;

/** All options of {@code profile}, in the sections that its help shows; each brings its own heading. */
final class ProfileOptions {
    @Mixin
    final TargetOptions target = new TargetOptions();

    @Mixin
    final ControlOptions control = new ControlOptions();

    @Mixin
    final InputOptions input = new InputOptions();

    @Mixin
    final LengthOptions lengths = new LengthOptions();

    @Mixin
    final MediaOptions media = new MediaOptions();

    @Mixin
    final FileOptions file = new FileOptions();

    @Mixin
    final LoadOptions load = new LoadOptions();

    @Mixin
    final WarmupOptions warmup = new WarmupOptions();

    @Mixin
    final RepeatOptions repeat = new RepeatOptions();

    @Mixin
    final SessionOptions sessions = new SessionOptions();

    @Mixin
    ClientOptions client = new ClientOptions();

    @Mixin
    final TelemetryOptions telemetry = new TelemetryOptions();

    @Mixin
    final TokenizerOptions tokenizer = new TokenizerOptions();

    @Mixin
    final ResultOptions results = new ResultOptions();

    @Mixin
    final WatchOptions watch = new WatchOptions();

    /** All objects with options. */
    List<Object> groups() {
        return List.of(
                target, control, input, lengths, media, file, load, warmup, repeat, sessions, client, telemetry,
                tokenizer, results, watch);
    }
}
