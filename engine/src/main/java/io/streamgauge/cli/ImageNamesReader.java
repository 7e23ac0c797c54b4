package io.streamgauge.cli;

import io.streamgauge.endpoint.Endpoint;
import io.streamgauge.plan.LoadPlan;
import io.streamgauge.plan.Target;
import java.util.List;
import java.util.Optional;

/** Tells where images cannot go out by their names. */
final class ImageNamesReader {
    private static final String OPTION = "--uuid-and-strip";

    private ImageNamesReader() {}

    /** Notes what {@value #OPTION} cannot be together with. */
    static void check(Optional<Endpoint> endpoint, List<Target> targets, LoadPlan load, Problems problems) {
        endpoint.filter(it -> !it.namesImages())
                .ifPresent(it -> problems.add(OPTION + " and --endpoint-type " + it.name()
                        + ": its requests name no images; these do: " + String.join(", ", Endpoint.namingImages())));
        problems.addIf(
                targets.size() > 1,
                OPTION + " and several --url: a server knows only the images that it has had itself; give one");
        problems.addIf(
                load.sessions() != null,
                OPTION + " and sessions: each turn repeats what was said before, images too; leave one of the two out");
    }
}
