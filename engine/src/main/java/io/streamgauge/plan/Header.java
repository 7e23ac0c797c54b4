package io.streamgauge.plan;

import java.util.Locale;
import java.util.Set;

/** One request header as the user gave it. Its value may be a secret: {@link #toString} and {@link #shown} never show one. */
public record Header(String name, String value) {
    private static final Set<String> PUBLIC = Set.of("accept", "content-type", "user-agent", "x-request-id");

    public Header {
        if (name.isBlank() || !name.chars().allMatch(c -> c > ' ' && c < 0x7f && c != ':')) {
            throw new PlanException("--header: '" + name + "' is not a header name; write 'Name: value'");
        }
        if (!value.chars().allMatch(c -> (c >= ' ' && c != 0x7f) || c == '\t')) {
            throw new PlanException("--header " + name + ": the value holds a control character; remove it");
        }
    }

    /**
     * Reads {@code Name: value}.
     *
     * @throws PlanException when there is no colon or the name is no header name
     */
    public static Header parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 1) {
            throw new PlanException("--header: no 'Name: value' in what was given; write for example 'X-Tenant: blue'");
        }
        return new Header(
                text.substring(0, colon).trim(), text.substring(colon + 1).trim());
    }

    /** The header as files and messages may show it: the value only where it can be no credential. */
    public String shown() {
        return name + ": " + (isPublic() ? value : "[redacted]");
    }

    /** Whether its value can be no credential. */
    boolean isPublic() {
        return PUBLIC.contains(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return shown();
    }
}
