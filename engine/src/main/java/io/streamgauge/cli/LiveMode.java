package io.streamgauge.cli;

import java.util.Locale;

/** How a run is shown while it is on. */
enum LiveMode {
    /** A screen redrawn in place. */
    LIVE,
    /** A plain line every few seconds. */
    LINE,
    NONE;

    /**
     * The mode of this name; {@code auto} is a screen where standard error is a terminal that can be redrawn.
     *
     * @throws UserError when there is none of this name
     */
    static LiveMode of(String name, Environment environment) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "auto" -> environment.redrawable() ? LIVE : LINE;
            // AIPerf's names for the two are dashboard and simple.
            case "live", "dashboard" -> LIVE;
            case "line", "simple" -> LINE;
            case "none" -> NONE;
            default -> throw UserError.badInput("--ui '" + name + "': use live, line or none");
        };
    }
}
