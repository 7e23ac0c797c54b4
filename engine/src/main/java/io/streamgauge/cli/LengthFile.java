package io.streamgauge.cli;

import io.streamgauge.dataset.InputFile;
import io.streamgauge.plan.PlanException;
import io.streamgauge.prompt.LengthMix;
import io.streamgauge.prompt.Lengths;
import io.streamgauge.prompt.ListedLengths;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lengths that were seen, out of a file: a line for each, numbers with commas or blanks between them. Lines that begin with #
 * say nothing. 16 bytes a line are kept.
 */
final class LengthFile {
    private static final int MOST_LINES = 1 << 20;

    private final String option;
    private final String file;
    /** How many lengths a line has. */
    private final int lengths;

    private int[] first = new int[64];
    private int[] second = new int[64];
    private double[] weights = new double[64];
    private int size;

    private LengthFile(String option, String file, int lengths) {
        this.option = option;
        this.file = file;
        this.lengths = lengths;
    }

    /** Lines of {@code LENGTH[,WEIGHT]}. */
    static Lengths lengths(String option, String file) {
        LengthFile read = new LengthFile(option, file, 1);
        read.read();
        return new ListedLengths(Arrays.copyOf(read.first, read.size), Arrays.copyOf(read.weights, read.size));
    }

    /** Lines of {@code INPUT,OUTPUT[,WEIGHT]}. */
    static LengthMix pairs(String option, String file) {
        LengthFile read = new LengthFile(option, file, 2);
        read.read();
        return LengthMix.listed(
                Arrays.copyOf(read.first, read.size),
                Arrays.copyOf(read.second, read.size),
                Arrays.copyOf(read.weights, read.size));
    }

    private void read() {
        try (BufferedReader reader = InputFile.reader(Path.of(file))) {
            int line = 0;
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                line++;
                String bare = text.strip();
                if (!bare.isEmpty() && !bare.startsWith("#")) {
                    add(line, bare);
                }
            }
        } catch (IOException e) {
            throw unreadable(InputFile.reason(e));
        } catch (InvalidPathException e) {
            throw unreadable("no path can be so called");
        }
        if (size == 0) {
            throw new PlanException(option + " file:" + file + ": no length in it; expected " + expected());
        }
    }

    private PlanException unreadable(String reason) {
        return new PlanException(
                option + " file:" + file + ": " + reason + "; give a file with a line for each length");
    }

    private void add(int line, String text) {
        String[] cells = text.split("[\\s,;]+", -1);
        if (cells.length != lengths && cells.length != lengths + 1) {
            throw problem(line, text);
        }
        if (size == MOST_LINES) {
            throw new PlanException(option + " file:" + file + ": more than " + MOST_LINES
                    + " lines; draw a sample of them, which tells as much");
        }
        if (size == first.length) {
            first = Arrays.copyOf(first, size * 2);
            second = Arrays.copyOf(second, size * 2);
            weights = Arrays.copyOf(weights, size * 2);
        }
        first[size] = length(line, text, cells[0]);
        second[size] = lengths == 1 ? 0 : length(line, text, cells[1]);
        weights[size] = cells.length == lengths ? 1 : weight(line, text, cells[lengths]);
        size++;
    }

    private int length(int line, String text, String cell) {
        Double number = number(cell);
        if (number == null || number != Math.rint(number) || number < 1 || number > Integer.MAX_VALUE) {
            throw problem(line, text);
        }
        return number.intValue();
    }

    private double weight(int line, String text, String cell) {
        Double number = number(cell);
        if (number == null || !(number > 0) || Double.isInfinite(number)) {
            throw problem(line, text);
        }
        return number;
    }

    private static @Nullable Double number(String cell) {
        try {
            return Double.valueOf(cell);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private PlanException problem(int line, String text) {
        String shown = text.length() > 60 ? text.substring(0, 60) + "…" : text;
        return new PlanException(option + " file:" + file + ":" + line + ": '" + shown + "'; expected " + expected());
    }

    private String expected() {
        return lengths == 1
                ? "LENGTH or LENGTH,WEIGHT, a length of 1 or more and a weight above 0"
                : "INPUT,OUTPUT or INPUT,OUTPUT,WEIGHT, lengths of 1 or more and a weight above 0";
    }
}
