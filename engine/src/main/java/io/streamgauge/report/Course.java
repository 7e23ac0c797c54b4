package io.streamgauge.report;

import io.streamgauge.telemetry.ServerLine;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that was observed beside the requests, over the run: the page draws it on the time axis of its other charts.
 *
 * @param title what it is, as {@code Requests running}; courses of one title share a chart
 * @param unit of its values
 * @param label which of the title's lines it is, as the name of a server
 * @param points in order of time, on the monotonic clock of the records
 */
public record Course(String title, String unit, String label, List<Point> points) {
    public Course {
        points = List.copyOf(points);
    }

    /** What a server or a GPU said of itself. */
    static Course of(ServerLine line) {
        var points = new ArrayList<Point>();
        for (int i = 0; i < line.values().size(); i++) {
            points.add(new Point(line.atNanos().get(i), line.values().get(i)));
        }
        return new Course(line.label(), line.unit(), "", points);
    }

    /** A value at a moment. */
    public record Point(long nanos, double value) {}
}
