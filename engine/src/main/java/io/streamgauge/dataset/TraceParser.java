package io.streamgauge.dataset;

import io.streamgauge.prompt.Prompt;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.MissingNode;

/** CSV traces that say when a request came and how long it and its answer were. */
final class TraceParser implements RowParser<String> {
    private final TraceMoments moments;
    private final TracePrompts traced;

    TraceParser(DatasetFormat format, TracePrompts traced) {
        this.moments = new TraceMoments(format);
        this.traced = traced;
    }

    @Override
    public @Nullable Entry parse(String row, int index) {
        var cells = TraceMoments.cells(row);
        long moment = moments.moment(cells);
        if (moment == Entry.ABSENT) {
            return null;
        }
        int input = moments.inputTokens(cells);
        int output = moments.outputTokens(cells);
        if (input < 1) {
            throw new RowException("no input tokens; expected 1 or more");
        }
        var text = traced.text(MissingNode.getInstance(), input, index, "");
        if (text == null) {
            return null;
        }
        int asked = output < 1 ? Prompt.OUTPUT_UNSET : traced.shaper().output(output);
        return new Entry(new Prompt(null, text, traced.shaper().input(input), asked), moment, Entry.ABSENT, null);
    }
}
