package io.streamgauge.mock;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Takes each request to the endpoint it is meant for. Any thread. */
final class Desk {
    private final MockOptions options;
    private final Map<String, Api> posts;
    private final Map<String, Api> gets;
    private final Faults faults;
    private final AtomicLong calls = new AtomicLong();

    Desk(MockOptions options, Faults faults, Map<String, Api> posts, Map<String, Api> gets) {
        this.options = options;
        this.faults = faults;
        this.posts = posts;
        this.gets = gets;
    }

    MockOptions options() {
        return options;
    }

    long nextNumber() {
        return calls.getAndIncrement();
    }

    Faults faults() {
        return faults;
    }

    /** What to answer; a refusal becomes an error object in the style asked for. */
    Reply reply(Call call) {
        try {
            return route(call).reply(call);
        } catch (Refusal refusal) {
            return Errors.reply(options.style(), refusal);
        }
    }

    Reply.Whole malformedRequest() {
        return Errors.reply(options.style(), Refusal.badRequest("the request is no valid HTTP/1.1", null));
    }

    /** The path, with Triton's model name, which may hold slashes, as a star. */
    private static String pattern(String path) {
        if (path.startsWith(GenerateApi.MODELS)) {
            for (var action : GenerateApi.ACTIONS) {
                if (path.endsWith(action)) {
                    return GenerateApi.MODELS + "*" + action;
                }
            }
        }
        return path;
    }

    private Api route(Call call) {
        var wanted = call.method().equals("GET") ? gets : posts;
        var api = wanted.get(pattern(call.path()));
        if (api != null && (call.method().equals("GET") || call.method().equals("POST"))) {
            return api;
        }
        if (posts.containsKey(call.path()) || gets.containsKey(call.path())) {
            throw new Refusal(405, "MethodNotAllowed", call.method() + " is not allowed on " + call.path(), null);
        }
        throw new Refusal(404, "NotFoundError", "nothing is served at " + call.path(), null);
    }
}
