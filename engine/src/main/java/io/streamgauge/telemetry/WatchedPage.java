package io.streamgauge.telemetry;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One address through a run: its last page, and the one line said when it fails. One thread. */
final class WatchedPage implements Watched {
    private static final String TRTLLM_JSON_PATH = "/metrics";
    private static final String TRTLLM_TEXT_PATH = "/prometheus/metrics";

    private final PageFetcher fetcher;
    private final List<String> notes;
    private PageAddress address;
    private boolean complained;
    private @Nullable MetricsPage last;

    WatchedPage(PageAddress address, PageFetcher fetcher, List<String> notes) {
        this.address = address;
        this.fetcher = fetcher;
        this.notes = notes;
    }

    /** Looks whether there is a page at all; one that nobody asked for must also be of a server that is known, or of GPUs. */
    @Override
    public boolean find() {
        try {
            var page = fetcher.fetch(address);
            if (!address.asked()
                    && page.looksLikeJson()
                    && address.url().getPath().endsWith(TRTLLM_JSON_PATH)) {
                // trtllm-serve has something else at the usual place.
                var path = address.url().getPath();
                address = address.at(path.substring(0, path.length() - TRTLLM_JSON_PATH.length()) + TRTLLM_TEXT_PATH);
                page = fetcher.fetch(address);
            }
            last = parse(page);
        } catch (IOException e) {
            if (address.asked()) {
                complain("cannot be read: " + e.getMessage());
            } else if (e instanceof MalformedPageException) {
                complain("is left alone: " + e.getMessage());
            }
        }
        return address.asked() || (last != null && (!Catalog.on(last).isEmpty() || GpuWatch.isOn(last)));
    }

    private MetricsPage parse(PageFetcher.Page page) throws IOException {
        try {
            return page.parse();
        } catch (MalformedPageException e) {
            if (!address.asked() && !page.saysText()) {
                throw new IOException("no metrics page", e);
            }
            throw new MalformedPageException("it is not in Prometheus' text format, " + e.getMessage());
        }
    }

    @Override
    public void read() {
        try {
            last = parse(fetcher.fetch(address));
        } catch (IOException e) {
            last = null;
            complain("failed while the run was on: " + e.getMessage());
        }
    }

    private void complain(String what) {
        if (!complained) {
            complained = true;
            notes.add("metrics page " + address + " " + what);
        }
    }

    @Override
    public String address() {
        return address.toString();
    }

    @Override
    public @Nullable MetricsPage last() {
        return last;
    }
}
