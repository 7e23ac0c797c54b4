package io.streamgauge.http;

/** Which HTTP is spoken. */
public enum HttpVersion {
    HTTP_1_1("1.1"),
    /** Over TLS agreed on by ALPN, without TLS by prior knowledge. */
    HTTP_2("2");

    private final String number;

    HttpVersion(String number) {
        this.number = number;
    }

    /** As users write it. */
    public String number() {
        return number;
    }
}
