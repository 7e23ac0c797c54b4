package io.streamgauge.prompt;

import java.nio.file.Path;
import java.util.List;

/** What made images show. */
public sealed interface ImageSource {
    /** Squares of 16 pixels, each of one colour. */
    record Squares() implements ImageSource {}

    /** Pixels, each of a colour of its own: nothing that could be compressed. */
    record Noise() implements ImageSource {}

    /** Images of files, brought to the size asked for. */
    record Files(List<Path> files, Sampling sampling) implements ImageSource {
        public Files {
            files = List.copyOf(files);
            if (files.isEmpty()) {
                throw new IllegalArgumentException("no files");
            }
        }
    }

    /** Which file comes next. */
    enum Sampling {
        /** Any of them, each time. */
        RANDOM_WITH_REPLACEMENT,
        /** Each of them once, in an order drawn anew for each round. */
        SHUFFLE_CYCLE,
        /** One after the other by name, and again from the first. */
        SEQUENTIAL_CYCLE
    }
}
