package io.streamgauge.report;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A page that holds everything it shows and fetches nothing: frame, styles, scripts, and its data as JSON, which goes to the
 * file as it is made. Text in the data can break out of no tag, and the scripts only ever set it as text.
 */
final class HtmlPage {
    private static final String DATA = "/*DATA*/";

    private HtmlPage() {}

    /** Writes the page of this name around {@code data}, a tree of maps, lists and scalars. */
    static void write(Path path, String name, Object data) throws IOException {
        var page = resource("page.html")
                .replace("/*BODY*/", resource(name + ".html"))
                .replace("/*CHART-STYLE*/", resource("uPlot.min.css"))
                .replace("/*STYLE*/", resource("report.css"))
                .replace("/*CHART-LIBRARY*/", resource("uPlot.iife.min.js"))
                .replace("/*COMMON-SCRIPT*/", resource("page.js"))
                .replace("/*SCRIPT*/", resource(name + ".js"));
        int at = page.indexOf(DATA);
        try (var file = AtomicFile.create(path);
                var out = new OutputStreamWriter(Channels.newOutputStream(file.channel()), StandardCharsets.UTF_8)) {
            out.write(page, 0, at);
            writeData(new InertWriter(out), data);
            out.write(page, at + DATA.length(), page.length() - at - DATA.length());
            out.flush();
            file.commit();
        }
    }

    private static void writeData(Writer out, Object data) throws IOException {
        try {
            JsonMapper.shared()
                    .writer()
                    .without(StreamWriteFeature.AUTO_CLOSE_TARGET)
                    .writeValue(out, data);
        } catch (JacksonException e) {
            // A full disk is no fault of the data: it comes as what it was.
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof IOException failed) {
                    throw failed;
                }
            }
            throw e;
        }
    }

    private static String resource(String name) throws IOException {
        try (var in = HtmlPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the program lacks its part " + name + ": build it again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** JSON in which no tag ends the script, and no character turns the direction of what stands around it. */
    private static final class InertWriter extends FilterWriter {
        private InertWriter(Writer out) {
            super(out);
        }

        @Override
        public void write(int c) throws IOException {
            if (c == '<') {
                out.write("\\u003c");
            } else if (isReordering((char) c)) {
                out.write('\ufffd');
            } else {
                out.write(c);
            }
        }

        @Override
        public void write(char[] text, int from, int length) throws IOException {
            int written = from;
            for (int i = from; i < from + length; i++) {
                if (text[i] == '<' || isReordering(text[i])) {
                    out.write(text, written, i - written);
                    write(text[i]);
                    written = i + 1;
                }
            }
            out.write(text, written, from + length - written);
        }

        @Override
        public void write(String text, int from, int length) throws IOException {
            write(text.toCharArray(), from, length);
        }

        /** Bidirectional controls, line separators of scripts, byte order marks. */
        private static boolean isReordering(char c) {
            return (c >= '\u202a' && c <= '\u202e')
                    || (c >= '\u2066' && c <= '\u2069')
                    || c == '\u200e'
                    || c == '\u200f'
                    || c == '\u061c'
                    || c == 0x2028
                    || c == 0x2029
                    || c == '\ufeff';
        }
    }
}
