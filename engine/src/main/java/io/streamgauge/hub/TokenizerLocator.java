package io.streamgauge.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the file of a tokenizer: where it was said to be, in the cache, or on the hub. Any thread. */
final class TokenizerLocator {
    private static final Pattern REPOSITORY = Pattern.compile("[A-Za-z0-9_][\\w.-]*(/[A-Za-z0-9_][\\w.-]*)?");
    private static final Pattern REVISION = Pattern.compile("[A-Za-z0-9_][\\w.-]*(/[A-Za-z0-9_][\\w.-]*)*");
    private static final Pattern FILE_NAME = Pattern.compile(".*\\.(json|model|tiktoken)");

    private final HubSettings settings;

    TokenizerLocator(HubSettings settings) {
        this.settings = settings;
    }

    /**
     * The tokenizer's file.
     *
     * @throws HubException when there is none
     */
    Path locate(String nameOrPath, String revision) {
        var local = local(nameOrPath);
        if (local != null) {
            return local;
        }
        if (!REPOSITORY.matcher(nameOrPath).matches()
                || FILE_NAME.matcher(nameOrPath).matches()) {
            throw new HubException("no tokenizer at '" + nameOrPath
                    + "'; expected a file, a directory, a Hugging Face name such as org/model, or 'builtin'");
        }
        if (!REVISION.matcher(revision).matches() || revision.contains("..")) {
            throw new HubException("'" + revision + "' is no revision; expected a branch, a tag or a commit");
        }
        var cache = new RepositoryCache(settings.cache(), nameOrPath);
        var cached = cached(cache, revision);
        return cached != null ? cached : fetched(cache, nameOrPath, revision);
    }

    private static @Nullable Path local(String nameOrPath) {
        try {
            var path = Path.of(nameOrPath);
            if (!Files.isDirectory(path)) {
                return Files.exists(path) ? path : null;
            }
            var file = TokenizerFiles.in(path);
            if (file == null) {
                throw new HubException(
                        "directory '" + nameOrPath + "' holds no tokenizer; expected " + TokenizerFiles.KNOWN);
            }
            return file;
        } catch (InvalidPathException notAPath) {
            return null;
        }
    }

    private static @Nullable Path cached(RepositoryCache cache, String revision) {
        var commit = cache.commit(revision);
        return commit == null ? null : TokenizerFiles.in(cache.snapshot(commit));
    }

    private Path fetched(RepositoryCache cache, String repository, String revision) {
        if (settings.offline()) {
            throw new HubException("tokenizer '" + repository + "' (" + revision + ") is not in the cache "
                    + settings.cache() + ", and HF_HUB_OFFLINE is set" + NearNames.hint(settings.cache(), repository));
        }
        try (var client = new HubClient(settings)) {
            var commit = fetchTokenizer(client, cache, repository, revision);
            var file = commit == null ? null : TokenizerFiles.in(cache.snapshot(commit));
            if (file == null) {
                throw new HubException("'" + repository + "' (" + revision + ") has no tokenizer file on "
                        + settings.endpoint() + "; looked for " + TokenizerFiles.PREFERRED + ", "
                        + String.join(", ", TokenizerFiles.FALLBACKS)
                        + "; name the base model's tokenizer instead");
            }
            return file;
        } catch (HubException e) {
            throw new HubException(e.getMessage() + NearNames.hint(settings.cache(), repository), e);
        } catch (IOException e) {
            var reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new HubException(
                    "cannot fetch tokenizer '" + repository + "' from " + settings.endpoint() + ": " + reason
                            + "; give a local path, or 'builtin'" + NearNames.hint(settings.cache(), repository),
                    e);
        }
    }

    private static @Nullable String fetchTokenizer(
            HubClient client, RepositoryCache cache, String repository, String revision) throws IOException {
        var commit = fetchFile(client, cache, repository, revision, TokenizerFiles.PREFERRED);
        for (String fallback : TokenizerFiles.FALLBACKS) {
            commit = commit != null ? commit : fetchFile(client, cache, repository, revision, fallback);
        }
        if (commit == null) {
            return null;
        }
        if (Files.isRegularFile(cache.snapshot(commit).resolve(TokenizerFiles.VOCABULARY))) {
            fetchFile(client, cache, repository, commit, TokenizerFiles.MERGES);
        }
        for (String companion : TokenizerFiles.COMPANIONS) {
            fetchFile(client, cache, repository, commit, companion);
        }
        cache.rememberCommit(revision, commit);
        return commit;
    }

    /** The commit that the file came from, or null when the repository has no such file. */
    private static @Nullable String fetchFile(
            HubClient client, RepositoryCache cache, String repository, String revision, String name)
            throws IOException {
        var file = client.find(repository, revision, name);
        if (file == null) {
            return null;
        }
        cache.store(file.commit(), name, file.etag(), target -> client.fetch(file, target));
        return file.commit();
    }
}
