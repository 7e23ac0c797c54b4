package io.streamgauge.http;

/** One extra field of each request's head. The value may be a secret: it is in no message. */
public record HttpHeader(String name, String value) {
    public HttpHeader {
        if (name.isEmpty() || !name.chars().allMatch(c -> c > ' ' && c < 0x7f && c != ':')) {
            throw new IllegalArgumentException("'" + name + "' is no name of a header");
        }
        if (!value.chars().allMatch(c -> (c >= ' ' && c != 0x7f && c <= 0xff) || c == '\t')) {
            throw new IllegalArgumentException("the value of header " + name + " holds a bad character");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
