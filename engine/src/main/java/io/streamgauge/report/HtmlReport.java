package io.streamgauge.report;

import io.streamgauge.metrics.MeasuredWindow;
import io.streamgauge.metrics.Summary;
import io.streamgauge.record.RequestRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code report.html}: one file that holds everything it shows and fetches nothing. Charts are drawn from aggregates that
 * are made here, so that the file's size does not follow the number of tokens. Text from servers goes into the page as
 * JSON that no tag can break out of, and the page's script only ever sets it as text.
 */
public final class HtmlReport {
    /** Bidirectional controls, line separators of scripts, byte order marks. */
    private static final Pattern REORDERING =
            Pattern.compile("[\\u202a-\\u202e\\u2066-\\u2069\\u200e\\u200f\\u061c\\u2028\\u2029\\ufeff]");

    private HtmlReport() {}

    /**
     * What the page shows beside the records.
     *
     * @param subject what was measured, as {@code LLM Metrics}
     * @param notes what a reader must know before all else, a line each
     * @param epochOffsetNanos what is added to a monotonic time to make it nanoseconds since 1970
     * @param inputConfig what the run was asked to do
     * @param sections further sections by name, such as {@code health}: trees of maps, lists and scalars
     * @param courses what was observed beside the requests
     * @param links paths, from the page's directory, of files that it points to, such as a flame graph
     * @param window the part of the time that counts; null for all of it
     */
    public record Context(
            String subject,
            List<String> notes,
            long epochOffsetNanos,
            Map<String, ?> inputConfig,
            Map<String, ?> sections,
            List<Course> courses,
            List<String> links,
            @Nullable MeasuredWindow window) {
        public Context {
            notes = List.copyOf(notes);
            courses = List.copyOf(courses);
            links = List.copyOf(links);
        }

        /** Those that the summary is made of. */
        List<RequestRecord> counted(List<RequestRecord> all) {
            return window == null ? all : window.of(all);
        }
    }

    /** Writes the page. */
    public static void write(Path path, List<RequestRecord> records, Summary summary, Context context)
            throws IOException {
        AtomicFile.write(path, render(records, summary, context));
    }

    static String render(List<RequestRecord> records, Summary summary, Context context) throws IOException {
        var data = JsonMapper.shared().writeValueAsString(PageData.of(records, summary, context));
        return page("report", data);
    }

    /** The page of this name around its data, which is JSON. */
    static String page(String name, String data) throws IOException {
        return resource("page.html")
                .replace("/*BODY*/", resource(name + ".html"))
                .replace("/*CHART-STYLE*/", resource("uPlot.min.css"))
                .replace("/*STYLE*/", resource("report.css"))
                .replace("/*CHART-LIBRARY*/", resource("uPlot.iife.min.js"))
                .replace("/*COMMON-SCRIPT*/", resource("page.js"))
                .replace("/*SCRIPT*/", resource(name + ".js"))
                .replace("/*DATA*/", inert(data));
    }

    /** JSON in which no tag ends the script, and no character turns the direction of what stands around it. */
    private static String inert(String json) {
        return REORDERING.matcher(json.replace("<", "\\u003c")).replaceAll("\ufffd");
    }

    private static String resource(String name) throws IOException {
        try (var in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the program lacks its part " + name + ": build it again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
