package io.streamgauge.dataset;

import io.streamgauge.prompt.Prompt;

/** A line is a prompt. */
record TextParser(PromptTokens counting) implements RowParser<String> {
    @Override
    public Entry parse(String row, int index) {
        return Entry.of(new Prompt(null, row, counting.of(row)));
    }
}
