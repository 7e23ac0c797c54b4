package io.streamgauge.prompt;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The frames of one video, drawn one after the other. Two of the same shape and randomness are the same. One thread. */
final class VideoFrames {
    private static final int SHAPES = 3;
    private static final int GRID = 32;
    private static final Color GROUND = new Color(0x202020);
    private static final Color LINES = new Color(0x404040);
    private static final Color FACE = new Color(0x808080);

    private final VideoShape shape;
    private final RandomGenerator random;
    private final BufferedImage frame;
    private final List<Moving> moving = new ArrayList<>();
    private final Color hand;
    private final double turned;

    /** What moves: where its centre begins, and how far it comes within the whole video, in widths and heights of the picture. */
    private record Moving(boolean round, Color color, double size, double x, double y, double byX, double byY) {}

    VideoFrames(VideoShape shape, RandomGenerator random) {
        this.shape = shape;
        this.random = random;
        this.frame = new BufferedImage(shape.width(), shape.height(), BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < SHAPES; i++) {
            moving.add(new Moving(
                    i % 2 == 0,
                    color(),
                    0.08 + 0.12 * random.nextDouble(),
                    random.nextDouble(),
                    random.nextDouble(),
                    4 * random.nextDouble() - 2,
                    4 * random.nextDouble() - 2));
        }
        this.hand = color();
        this.turned = random.nextDouble();
    }

    /** A colour that is seen before a dark ground. */
    private Color color() {
        return Color.getHSBColor(random.nextInt(360) / 360f, 0.9f, 1f);
    }

    /** The frame of that number; the same picture is drawn on again for the next. Noise needs them in order. */
    BufferedImage frame(int number) {
        double over = (double) number / shape.frames();
        switch (shape.pattern()) {
            case MOVING_SHAPES -> movingShapes(over);
            case GRID_CLOCK -> gridClock(over);
            case NOISE -> noise();
        }
        return frame;
    }

    private void movingShapes(double over) {
        Graphics2D canvas = ground(Color.BLACK);
        for (Moving each : moving) {
            int size = Math.max(2, (int) (each.size() * Math.min(frame.getWidth(), frame.getHeight())));
            int x = (int) (wrapped(each.x() + each.byX() * over) * frame.getWidth()) - size / 2;
            int y = (int) (wrapped(each.y() + each.byY() * over) * frame.getHeight()) - size / 2;
            canvas.setColor(each.color());
            if (each.round()) {
                canvas.fillOval(x, y, size, size);
            } else {
                canvas.fillRect(x, y, size, size);
            }
        }
        canvas.dispose();
    }

    private static double wrapped(double place) {
        return place - Math.floor(place);
    }

    private void gridClock(double over) {
        Graphics2D canvas = ground(GROUND);
        canvas.setColor(LINES);
        for (int x = 0; x < frame.getWidth(); x += GRID) {
            canvas.drawLine(x, 0, x, frame.getHeight());
        }
        for (int y = 0; y < frame.getHeight(); y += GRID) {
            canvas.drawLine(0, y, frame.getWidth(), y);
        }
        int radius = Math.min(frame.getWidth(), frame.getHeight()) / 4;
        canvas.setStroke(new BasicStroke(2));
        canvas.setColor(FACE);
        canvas.drawOval(frame.getWidth() / 2 - radius, frame.getHeight() / 2 - radius, 2 * radius, 2 * radius);
        canvas.setStroke(new BasicStroke(3));
        hand(canvas, hand, 0.6 * radius, turned + over / 12);
        hand(canvas, Color.WHITE, 0.9 * radius, turned * 12 + over);
        canvas.dispose();
    }

    /** @param turns from noon, clockwise */
    private void hand(Graphics2D canvas, Color color, double length, double turns) {
        double angle = 2 * Math.PI * turns;
        int x = frame.getWidth() / 2;
        int y = frame.getHeight() / 2;
        canvas.setColor(color);
        canvas.drawLine(x, y, x + (int) (length * StrictMath.sin(angle)), y - (int) (length * StrictMath.cos(angle)));
    }

    private void noise() {
        int[] row = new int[frame.getWidth()];
        for (int y = 0; y < frame.getHeight(); y++) {
            for (int x = 0; x < row.length; x++) {
                row[x] = random.nextInt(1 << 24);
            }
            frame.setRGB(0, y, row.length, 1, row, 0, row.length);
        }
    }

    private Graphics2D ground(Color color) {
        Graphics2D canvas = frame.createGraphics();
        canvas.setColor(color);
        canvas.fillRect(0, 0, frame.getWidth(), frame.getHeight());
        return canvas;
    }
}
