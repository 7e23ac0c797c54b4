package io.streamgauge.telemetry;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads Prometheus' text format, version 0.0.4. As Prometheus itself does, it takes a page whole or not at all: one line that
 * breaks the format makes the page malformed, since nobody knows what else is wrong with it. Of comments only those are read that
 * say what kind a metric is of.
 */
final class PrometheusText {
    /** A page with more than this is no metrics page of an inference server. */
    static final int MOST_SERIES = 50_000;

    private static final int SHOWN_CHARS = 60;

    private static final String TYPE = "TYPE";

    private final String text;
    private final Map<String, String> kinds = new LinkedHashMap<>();
    private int at;
    private int line;

    private PrometheusText(String text) {
        this.text = text;
    }

    /**
     * The value of every series of a page, in the page's order; of a series that stands there twice, the later one.
     *
     * @throws MalformedPageException with the line and what is wrong with it
     */
    static Map<Series, Double> parse(byte[] page) throws MalformedPageException {
        return new PrometheusText(new String(page, StandardCharsets.UTF_8)).values();
    }

    /** The same with the kinds of its metrics. */
    static MetricsPage page(byte[] page) throws MalformedPageException {
        var text = new PrometheusText(new String(page, StandardCharsets.UTF_8));
        var values = text.values();
        return new MetricsPage(values, text.kinds);
    }

    private Map<Series, Double> values() throws MalformedPageException {
        var values = new LinkedHashMap<Series, Double>();
        while (at < text.length()) {
            line++;
            blanks();
            if (here() == '#') {
                comment();
            } else if (!lineEnds()) {
                var series = new Series(metricName(), labels());
                values.put(series, value());
                timestamp();
                if (values.size() > MOST_SERIES) {
                    throw broken("more than " + MOST_SERIES + " series");
                }
            }
            endLine();
        }
        return values;
    }

    /** The character here; a line feed at the end of the text. */
    private char here() {
        return at < text.length() ? text.charAt(at) : '\n';
    }

    private boolean lineEnds() {
        return here() == '\n' || (here() == '\r' && (at + 1 == text.length() || text.charAt(at + 1) == '\n'));
    }

    private void blanks() {
        while (here() == ' ' || here() == '\t') {
            at++;
        }
    }

    /** One that is no {@code # TYPE NAME KIND} is nobody's. */
    private void comment() {
        at++;
        blanks();
        if (word().equals(TYPE)) {
            blanks();
            var name = word();
            blanks();
            var kind = word();
            if (!kind.isEmpty() && kinds.size() < MOST_SERIES) {
                kinds.put(name, kind);
            }
        }
        while (here() != '\n') {
            at++;
        }
    }

    private void endLine() throws MalformedPageException {
        if (!lineEnds()) {
            throw broken("text after the value");
        }
        at += here() == '\r' ? 2 : 1;
    }

    private String metricName() throws MalformedPageException {
        int from = at;
        while (isNameChar(here(), at == from) || here() == ':') {
            at++;
        }
        if (at == from) {
            throw broken("no metric name");
        }
        return text.substring(from, at);
    }

    private static boolean isNameChar(char c, boolean first) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (!first && c >= '0' && c <= '9');
    }

    private SortedMap<String, String> labels() throws MalformedPageException {
        var labels = new TreeMap<String, String>();
        blanks();
        if (here() != '{') {
            return labels;
        }
        at++;
        blanks();
        while (here() != '}') {
            var name = labelName();
            blanks();
            expect('=');
            blanks();
            if (labels.put(name, quoted()) != null) {
                throw broken("label " + name + " twice");
            }
            blanks();
            if (here() != '}') {
                expect(',');
                blanks();
            }
        }
        at++;
        return labels;
    }

    private String labelName() throws MalformedPageException {
        int from = at;
        while (isNameChar(here(), at == from)) {
            at++;
        }
        if (at == from) {
            throw broken("no label name");
        }
        return text.substring(from, at);
    }

    private void expect(char wanted) throws MalformedPageException {
        if (here() != wanted) {
            throw broken("no '" + wanted + "' where one must be");
        }
        at++;
    }

    private String quoted() throws MalformedPageException {
        expect('"');
        var value = new StringBuilder();
        while (here() != '"') {
            char c = here();
            if (c == '\n') {
                throw broken("a label value without its closing quote");
            }
            at++;
            if (c == '\\') {
                char escaped = here();
                switch (escaped) {
                    case '\\', '"' -> value.append(escaped);
                    case 'n' -> value.append('\n');
                    default -> throw broken("an unknown escape in a label value");
                }
                at++;
            } else {
                value.append(c);
            }
        }
        at++;
        return value.toString();
    }

    private double value() throws MalformedPageException {
        blanks();
        var word = word();
        if (word.isEmpty()) {
            throw broken("no value");
        }
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "nan" -> Double.NaN;
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> finite(word);
        };
    }

    private double finite(String word) throws MalformedPageException {
        // Java reads more than Go does: 1d, 1f, 0x1p3.
        if (word.chars().allMatch(c -> (c >= '0' && c <= '9') || "+-.eE".indexOf(c) >= 0)) {
            try {
                return Double.parseDouble(word);
            } catch (NumberFormatException e) {
                throw broken("a value that is no number");
            }
        }
        throw broken("a value that is no number");
    }

    private void timestamp() throws MalformedPageException {
        blanks();
        var word = word();
        if (!word.isEmpty() && !word.matches("[+-]?[0-9]+")) {
            throw broken("text after the value");
        }
        blanks();
    }

    private String word() {
        int from = at;
        while (!lineEnds() && here() != ' ' && here() != '\t') {
            at++;
        }
        return text.substring(from, at);
    }

    private MalformedPageException broken(String what) {
        int from = text.lastIndexOf('\n', at - 1) + 1;
        int to = text.indexOf('\n', from);
        var shown = text.substring(from, Math.min(to < 0 ? text.length() : to, from + SHOWN_CHARS));
        return new MalformedPageException("line " + line + ": " + what + ": " + shown);
    }
}
