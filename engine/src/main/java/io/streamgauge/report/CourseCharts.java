package io.streamgauge.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Courses as the page draws them: one chart a title, thinned to what a chart can show. */
final class CourseCharts {
    private static final int MAX_POINTS = 400;

    private CourseCharts() {}

    /** @param start the moment that the page calls 0 */
    static List<Map<String, Object>> of(List<Course> courses, long start) {
        var charts = new LinkedHashMap<String, Map<String, Object>>();
        var lines = new LinkedHashMap<String, List<Map<String, Object>>>();
        for (var course : courses) {
            if (course.points().isEmpty()) {
                continue;
            }
            charts.computeIfAbsent(course.title(), title -> {
                var chart = new LinkedHashMap<String, Object>();
                chart.put("title", title);
                chart.put("unit", course.unit());
                return chart;
            });
            lines.computeIfAbsent(course.title(), title -> new ArrayList<>()).add(line(course, start));
        }
        charts.forEach((title, chart) -> chart.put("lines", lines.getOrDefault(title, List.of())));
        return List.copyOf(charts.values());
    }

    private static Map<String, Object> line(Course course, long start) {
        var points = course.points();
        int stride = Math.max(1, Math.ceilDiv(points.size(), MAX_POINTS));
        var times = new ArrayList<Double>();
        var values = new ArrayList<Double>();
        for (int i = 0; i < points.size(); i += stride) {
            times.add(PageData.round((points.get(i).nanos() - start) / 1e9));
            values.add(PageData.round(points.get(i).value()));
        }
        var line = new LinkedHashMap<String, Object>();
        line.put("label", course.label());
        line.put("t", times);
        line.put("v", values);
        return line;
    }
}
