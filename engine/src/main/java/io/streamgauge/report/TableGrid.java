package io.streamgauge.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of right-aligned cells that fits any width without cutting a cell: it gives up, in this order, its frame, long
 * labels, columns side by side (the rest follow below, each block with its labels), and at last the table.
 *
 * @param title shown above, centred
 * @param header labels column first
 * @param rows each with a long and a short label and as many cells as there are value columns
 */
record TableGrid(String title, List<String> header, List<Row> rows) {
    record Row(String label, String shortLabel, List<String> cells) {}

    private record Frame(String left, String middle, String right) {}

    String render(Look look) {
        int columns = header.size() - 1;
        for (int blocks = 1; blocks <= columns; blocks++) {
            int perBlock = (columns + blocks - 1) / blocks;
            for (boolean shortLabels : new boolean[] {false, true}) {
                for (boolean framed : new boolean[] {true, false}) {
                    var text = renderBlocks(look, perBlock, shortLabels, framed);
                    if (text != null) {
                        return text;
                    }
                }
            }
        }
        return renderList();
    }

    private @Nullable String renderBlocks(Look look, int perBlock, boolean shortLabels, boolean framed) {
        var text = new StringBuilder();
        for (int from = 0; from < header.size() - 1; from += perBlock) {
            int to = Math.min(from + perBlock, header.size() - 1);
            var block = block(from, to, shortLabels, from > 0);
            var widths = widths(block);
            int width = widths.stream().mapToInt(Integer::intValue).sum()
                    + (framed ? 3 * widths.size() + 1 : 2 * (widths.size() - 1));
            if (width > look.columns()) {
                return null;
            }
            if (from == 0) {
                text.append(centred(title, Math.min(width, look.columns()))).append('\n');
            } else if (!framed) {
                text.append('\n');
            }
            drawBlock(text, block, widths, look, framed);
        }
        return text.toString();
    }

    /** Lines of the block, header first; rows that have no number in it are left out below the first block. */
    private List<List<String>> block(int from, int to, boolean shortLabels, boolean later) {
        var block = new ArrayList<List<String>>();
        block.add(line(header.getFirst(), header.subList(from + 1, to + 1)));
        for (var row : rows) {
            var cells = row.cells().subList(from, to);
            if (!later || cells.stream().anyMatch(cell -> !cell.equals(ConsoleTable.NO_VALUE))) {
                block.add(line(shortLabels ? row.shortLabel() : row.label(), cells));
            }
        }
        return block;
    }

    private static List<String> line(String label, List<String> cells) {
        var line = new ArrayList<String>();
        line.add(label);
        line.addAll(cells);
        return line;
    }

    private static List<Integer> widths(List<List<String>> block) {
        var widths = new ArrayList<Integer>();
        for (int column = 0; column < block.getFirst().size(); column++) {
            int at = column;
            widths.add(
                    block.stream().mapToInt(line -> line.get(at).length()).max().orElse(0));
        }
        return widths;
    }

    private static String centred(String title, int width) {
        return " ".repeat(Math.max(0, (width - title.length()) / 2)) + title;
    }

    private static void drawBlock(
            StringBuilder text, List<List<String>> block, List<Integer> widths, Look look, boolean framed) {
        if (!framed) {
            block.forEach(line -> drawLine(text, line, widths, new Frame("", "  ", "")));
            return;
        }
        boolean unicode = look.unicode();
        rule(text, widths, unicode ? "━" : "-", unicode ? new Frame("┏", "┳", "┓") : new Frame("+", "+", "+"));
        drawLine(text, block.getFirst(), widths, unicode ? new Frame("┃ ", " ┃ ", " ┃") : new Frame("| ", " | ", " |"));
        rule(text, widths, unicode ? "━" : "-", unicode ? new Frame("┡", "╇", "┩") : new Frame("+", "+", "+"));
        for (var line : block.subList(1, block.size())) {
            drawLine(text, line, widths, unicode ? new Frame("│ ", " │ ", " │") : new Frame("| ", " | ", " |"));
        }
        rule(text, widths, unicode ? "─" : "-", unicode ? new Frame("└", "┴", "┘") : new Frame("+", "+", "+"));
    }

    private static void drawLine(StringBuilder text, List<String> line, List<Integer> widths, Frame frame) {
        text.append(frame.left());
        for (int column = 0; column < line.size(); column++) {
            text.append(column == 0 ? "" : frame.middle())
                    .append(" ".repeat(widths.get(column) - line.get(column).length()))
                    .append(line.get(column));
        }
        text.append(frame.right()).append('\n');
    }

    private static void rule(StringBuilder text, List<Integer> widths, String dash, Frame frame) {
        text.append(frame.left());
        for (int column = 0; column < widths.size(); column++) {
            text.append(column == 0 ? "" : frame.middle()).append(dash.repeat(widths.get(column) + 2));
        }
        text.append(frame.right()).append('\n');
    }

    private String renderList() {
        var text = new StringBuilder(title).append('\n');
        for (var row : rows) {
            text.append(row.shortLabel()).append('\n');
            for (int i = 0; i < row.cells().size(); i++) {
                if (!row.cells().get(i).equals(ConsoleTable.NO_VALUE)) {
                    text.append(' ')
                            .append(header.get(i + 1))
                            .append(' ')
                            .append(row.cells().get(i))
                            .append('\n');
                }
            }
        }
        return text.toString();
    }
}
