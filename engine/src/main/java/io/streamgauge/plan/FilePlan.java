package io.streamgauge.plan;

import io.streamgauge.dataset.DatasetOptions;
import java.nio.file.Path;

/**
 * A file of requests.
 *
 * @param path the file, or a directory
 * @param options how it is read
 * @param mostRequests requests of it that are used; 0 for all
 */
public record FilePlan(Path path, DatasetOptions options, int mostRequests) {
    public FilePlan {
        if (mostRequests < 0) {
            throw new IllegalArgumentException("requests of a file: " + mostRequests);
        }
    }
}
