package io.streamgauge.report;

import io.streamgauge.metrics.MeasuredWindow;
import io.streamgauge.metrics.StageFigures;
import io.streamgauge.metrics.Summary;
import io.streamgauge.record.RequestRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code report.html}. Charts are drawn from aggregates that are made here, so that the file's size does not follow the number of tokens. */
public final class HtmlReport {
    private HtmlReport() {}

    /**
     * What the page shows beside the records.
     *
     * @param subject what was measured, as {@code LLM Metrics}
     * @param notes what a reader must know before all else, a line each
     * @param remarks what else a reader should know, a line each
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
            List<String> remarks,
            long epochOffsetNanos,
            Map<String, ?> inputConfig,
            Map<String, ?> sections,
            List<Course> courses,
            List<String> links,
            @Nullable MeasuredWindow window) {
        public Context {
            notes = List.copyOf(notes);
            remarks = List.copyOf(remarks);
            courses = List.copyOf(courses);
            links = List.copyOf(links);
        }

        /** Those that the summary is made of. */
        List<RequestRecord> counted(List<RequestRecord> all) {
            return window == null ? all : window.of(all);
        }
    }

    /**
     * Writes the page.
     *
     * @param stages what the run's stages gave; none where it has none
     */
    public static void write(
            Path path, List<RequestRecord> records, Summary summary, List<StageFigures> stages, Context context)
            throws IOException {
        HtmlPage.write(path, "report", PageData.of(records, summary, stages, context));
    }
}
