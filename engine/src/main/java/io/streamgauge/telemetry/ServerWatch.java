package io.streamgauge.telemetry;

import io.streamgauge.telemetry.Catalog.Server;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes in what servers say, page by page, and says at the end what the measured phase came to. One thread. */
final class ServerWatch {
    private final Growth growth = new Growth();
    private final Map<ServerMetric, Levels> levels = new EnumMap<>(ServerMetric.class);
    private final Set<String> servers = new LinkedHashSet<>();
    private final Set<Server> known = new LinkedHashSet<>();
    private int scrapes;

    /** A gauge through the run, and in numbers through the measured phase. */
    private static final class Levels {
        private final Track track = new Track();
        private double sum;
        private double min;
        private double max;
        private int readings;

        void add(long at, double value) {
            track.add(at, value);
            min = readings == 0 ? value : Math.min(min, value);
            max = readings == 0 ? value : Math.max(max, value);
            sum += value;
            readings++;
        }

        void forgetNumbers() {
            readings = 0;
            sum = 0;
        }
    }

    /** The measured phase begins: the next page is its first. */
    void begin() {
        levels.values().forEach(Levels::forgetNumbers);
        growth.forget();
        scrapes = 0;
    }

    /** The next page. */
    void add(MetricsPage page, long at) {
        growth.add(page);
        scrapes++;
        level(page, at);
    }

    private void level(MetricsPage page, long at) {
        for (var server : Catalog.on(page)) {
            servers.add(server.name());
            known.add(server);
            var told = new LinkedHashSet<ServerMetric>();
            for (var source : server.sources()) {
                var value = source.level(page);
                if (value.isPresent() && told.add(source.metric())) {
                    levels.computeIfAbsent(source.metric(), metric -> new Levels())
                            .add(at, value.getAsDouble());
                }
            }
        }
    }

    /** What the measured phase came to; null when no known server was heard. */
    @Nullable
    ServerMetrics result(List<String> pages) {
        if (known.isEmpty()) {
            return null;
        }
        var readings = new EnumMap<ServerMetric, Reading>(ServerMetric.class);
        Catalog.sources(List.copyOf(known)).forEach(source -> {
            var reading = source.reading(growth);
            if (reading != null) {
                readings.putIfAbsent(source.metric(), reading);
            }
        });
        levels.forEach((metric, level) -> {
            if (level.readings > 0) {
                readings.putIfAbsent(metric, new Reading.Level(level.sum / level.readings, level.min, level.max));
            }
        });
        return new ServerMetrics(List.copyOf(servers), pages, scrapes, readings);
    }

    /** The gauges over time, from the first page to the last. */
    List<ServerLine> lines() {
        var lines = new ArrayList<ServerLine>();
        levels.forEach((metric, level) -> lines.add(level.track.line(metric.label(), metric.unit())));
        return lines;
    }
}
