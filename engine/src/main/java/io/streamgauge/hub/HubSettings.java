package io.streamgauge.hub;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the environment says about the hub, by the names and defaults of Python's huggingface_hub.
 *
 * @param cache the folder of {@code models--…} folders
 * @param compiled the folder of compiled tokenizers, beside it
 * @param endpoint without a slash at its end
 * @param offline whether the network is out of bounds
 * @param token null for anonymous access
 */
record HubSettings(
        Path cache,
        Path compiled,
        URI endpoint,
        boolean offline,
        @Nullable String token) {
    private static final Set<String> TRUE = Set.of("1", "ON", "YES", "TRUE");

    static HubSettings from(Map<String, String> env) {
        var home = home(env);
        var cache = cache(env, home);
        return new HubSettings(
                cache,
                cache.resolveSibling("streamgauge"),
                endpoint(env),
                isTrue(env, "HF_HUB_OFFLINE") || isTrue(env, "TRANSFORMERS_OFFLINE"),
                token(env, home));
    }

    private static Path home(Map<String, String> env) {
        var home = env.get("HF_HOME");
        if (home != null) {
            return path(env, home);
        }
        var cacheHome = env.get("XDG_CACHE_HOME");
        return path(env, cacheHome == null ? "~/.cache" : cacheHome).resolve("huggingface");
    }

    private static Path cache(Map<String, String> env, Path home) {
        var cache = env.getOrDefault("HF_HUB_CACHE", env.get("HUGGINGFACE_HUB_CACHE"));
        return cache == null ? home.resolve("hub") : path(env, cache);
    }

    private static URI endpoint(Map<String, String> env) {
        var endpoint = env.getOrDefault("HF_ENDPOINT", "https://huggingface.co");
        try {
            var uri = URI.create(endpoint.replaceAll("/+$", ""));
            if (uri.getHost() != null && Set.of("http", "https").contains(uri.getScheme())) {
                return uri;
            }
        } catch (IllegalArgumentException notAnAddress) {
            // said below, with the value
        }
        throw new HubException("HF_ENDPOINT is '" + endpoint + "'; expected an address such as https://host");
    }

    private static @Nullable String token(Map<String, String> env, Path home) {
        for (String name : new String[] {"HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"}) {
            var token = env.getOrDefault(name, "").strip();
            if (!token.isEmpty()) {
                return token;
            }
        }
        if (isTrue(env, "HF_HUB_DISABLE_IMPLICIT_TOKEN")) {
            return null;
        }
        var tokenPath = env.get("HF_TOKEN_PATH");
        try {
            var token = Files.readString(tokenPath == null ? home.resolve("token") : path(env, tokenPath))
                    .strip();
            return token.isEmpty() ? null : token;
        } catch (IOException noneThere) {
            return null;
        }
    }

    private static boolean isTrue(Map<String, String> env, String name) {
        return TRUE.contains(env.getOrDefault(name, "").toUpperCase(Locale.ROOT));
    }

    private static Path path(Map<String, String> env, String text) {
        boolean inHome = text.equals("~") || text.startsWith("~/");
        return Path.of(inHome ? env.getOrDefault("HOME", "") + text.substring(1) : text);
    }
}
