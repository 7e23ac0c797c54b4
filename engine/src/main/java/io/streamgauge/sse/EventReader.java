package io.streamgauge.sse;

import org.jspecify.annotations.Nullable;

/**
 * Reads the events of one answer: the scanner, the finder, and before both the comparison with the last ordinary event.
 * One stream at a time, one thread; allocates nothing per event.
 *
 * <p>{@link #read} takes bytes up to the end of the next event and says what that was. For {@link Kind#TEXT} the one text
 * is at {@link #textFrom}{@code ..}{@link #textTo} of the bytes given; for {@link Kind#FIELDS} everything found is in
 * {@link #finder}, with positions in {@link #data}.
 */
public final class EventReader {
    /** What the last read ended with. */
    public enum Kind {
        /** The bytes ended before an event did. */
        NONE,
        /** An event that brings one text, which may be empty, and nothing else. */
        TEXT,
        /** An event with JSON in it. */
        FIELDS,
        /** An event with nothing in it. */
        EMPTY,
        /** The {@code [DONE]} that ends a stream in the OpenAI dialect. */
        DONE,
        /** Not to be read on: {@link #problem} says why. */
        MALFORMED
    }

    private static final byte[] DONE = {'[', 'D', 'O', 'N', 'E', ']'};

    private final EventScanner scanner;
    private final EventTemplate template;
    private final TextFinder finder;
    private final int maxEventBytes;
    private @Nullable TextPaths paths;
    private @Nullable String problem;
    private int position;
    private boolean useTemplate = true;
    /** Whether this stream's events can be alike but for their one text. */
    private boolean compares = true;
    /** Whether the next event may be told by comparison. Kept here, so that a usual event asks memory for no scanner. */
    private boolean isComparable;

    /** @param finder may be shared by readers of one thread; its findings are valid until the next read of any */
    public EventReader(SlabPool pool, TextFinder finder, int maxEventBytes) {
        this.scanner = new EventScanner(pool, maxEventBytes);
        this.template = new EventTemplate(maxEventBytes);
        this.finder = finder;
        this.maxEventBytes = maxEventBytes;
    }

    /** Makes ready for a new answer. */
    public void begin(TextPaths textPaths) {
        end();
        paths = textPaths;
        scanner.jsonLines(textPaths.jsonLines());
        compares = useTemplate && !textPaths.repeatsText();
    }

    /** Gives the memory back. */
    public void end() {
        scanner.reset();
        template.forget();
        isComparable = false;
        problem = null;
    }

    /** Turns the comparison off, for those who want to know what it is worth. */
    EventReader withoutTemplate() {
        useTemplate = false;
        return this;
    }

    /** Takes bytes from {@code from} on; {@link #position} then says up to where. */
    public Kind read(byte[] bytes, int from, int to) {
        boolean fromStart = isComparable;
        if (fromStart) {
            int end = template.match(bytes, from, to);
            if (end >= 0) {
                position = end;
                return Kind.TEXT;
            }
        }
        int at = scanner.scan(bytes, from, to);
        isComparable = compares && scanner.isBetweenEvents();
        position = at;
        if (scanner.hasEvent()) {
            Kind kind = parse();
            if (kind == Kind.FIELDS && fromStart && scanner.isInPlace() && isOrdinary()) {
                template.learn(
                        bytes, from, scanner.dataTo(), at, finder.textFrom(0), finder.textTo(0), finder.textKind(0));
            }
            return kind;
        }
        if (scanner.failed()) {
            return fail("an event is over the limit of " + maxEventBytes + " bytes");
        }
        return Kind.NONE;
    }

    /** Ends the stream and says what was still open. */
    public Kind finish() {
        scanner.finish();
        return scanner.hasEvent() ? parse() : Kind.NONE;
    }

    /** The position after what the last {@link #read} took. */
    public int position() {
        return position;
    }

    public int textFrom() {
        return template.textFrom();
    }

    public int textTo() {
        return template.textTo();
    }

    public TextKind textKind() {
        return template.kind();
    }

    /** What was found in an event of {@link Kind#FIELDS}. */
    public TextFinder finder() {
        return finder;
    }

    /** Where an event of {@link Kind#FIELDS} is. */
    public byte[] data() {
        return scanner.data();
    }

    /** The first byte of an event's data. */
    public int dataFrom() {
        return scanner.dataFrom();
    }

    /** The end of an event's data. */
    public int dataTo() {
        return scanner.dataTo();
    }

    /** Whether the event is declared to be an error by its type. */
    public boolean isErrorType() {
        return scanner.isErrorType();
    }

    /** One line on what is malformed. */
    public String problem() {
        return problem == null ? "nothing is wrong" : problem;
    }

    private Kind fail(String what) {
        problem = what;
        return Kind.MALFORMED;
    }

    private Kind parse() {
        int from = scanner.dataFrom();
        int to = scanner.dataTo();
        byte[] data = scanner.data();
        while (to > from && isSpace(data[to - 1])) {
            to--;
        }
        if (from == to) {
            return Kind.EMPTY;
        }
        if (isDone(data, from, to)) {
            return Kind.DONE;
        }
        if (paths == null) {
            throw new IllegalStateException("read before begin");
        }
        if (finder.find(paths, data, from, to)) {
            return Kind.FIELDS;
        }
        return scanner.isErrorType() ? Kind.EMPTY : fail("an event's data is not JSON: " + finder.problem());
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    private static boolean isDone(byte[] data, int from, int to) {
        if (to - from != DONE.length) {
            return false;
        }
        for (int i = 0; i < DONE.length; i++) {
            if (data[from + i] != DONE[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean isOrdinary() {
        return finder.texts() == 1
                && !finder.hasError()
                && !finder.hasFinishReason()
                && !finder.hasUsage()
                && !finder.hasMessage()
                && !scanner.isErrorType();
    }
}
