package io.streamgauge.dataset;

import io.streamgauge.prompt.Prompt;
import io.streamgauge.prompt.PromptException;
import io.streamgauge.prompt.SizedPrompts;
import org.jspecify.annotations.Nullable;

/** CSV traces that say when a request came and how long it and its answer were. */
final class TraceParser implements RowParser<String> {
    private final TraceMoments moments;
    private final SizedPrompts sized;

    TraceParser(DatasetFormat format, SizedPrompts sized) {
        this.moments = new TraceMoments(format);
        this.sized = sized;
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
        try {
            var text = sized.unique(index, input);
            return new Entry(
                    new Prompt(null, text, input, output < 1 ? Prompt.OUTPUT_UNSET : output),
                    moment,
                    Entry.ABSENT,
                    null);
        } catch (PromptException e) {
            throw new RowException(String.valueOf(e.getMessage()), e);
        }
    }
}
