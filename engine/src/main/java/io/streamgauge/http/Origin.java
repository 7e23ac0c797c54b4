package io.streamgauge.http;

/**
 * Where requests go.
 *
 * @param scheme how to get there
 * @param host name or address without brackets; for {@link Scheme#UNIX} the path of the socket
 * @param port 1 to 65535; 0 for {@link Scheme#UNIX}
 * @param basePath what stands before each request's path, without a slash at its end; often empty
 */
public record Origin(Scheme scheme, String host, int port, String basePath) {
    /** How a server is reached. */
    public enum Scheme {
        HTTP(80),
        HTTPS(443),
        UNIX(0);

        private final int defaultPort;

        Scheme(int defaultPort) {
            this.defaultPort = defaultPort;
        }
    }

    public Origin {
        if (host.isEmpty() || port < 0 || port > 65535 || (port == 0) != (scheme == Scheme.UNIX)) {
            throw new IllegalArgumentException("no server can be at " + scheme + " " + host + " port " + port);
        }
        if (basePath.endsWith("/") || (!basePath.isEmpty() && !basePath.startsWith("/"))) {
            throw new IllegalArgumentException("base path must be empty or like /a/b, was " + basePath);
        }
    }

    /** Plain HTTP to a host and port. */
    public static Origin http(String host, int port) {
        return new Origin(Scheme.HTTP, host, port, "");
    }

    /** The value of the Host field. */
    String authority() {
        if (scheme == Scheme.UNIX) {
            return "localhost";
        }
        return port == scheme.defaultPort ? bracketed() : bracketed() + ":" + port;
    }

    /** Host and port, as a proxy wants them. */
    String hostAndPort() {
        return bracketed() + ":" + port;
    }

    private String bracketed() {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }

    /** For messages. */
    @Override
    public String toString() {
        return scheme == Scheme.UNIX ? "unix:" + host : hostAndPort();
    }

    /** The same server without a base path. */
    public Origin root() {
        return basePath.isEmpty() ? this : new Origin(scheme, host, port, "");
    }
}
