package io.streamgauge.telemetry;

import java.util.function.Consumer;

/** Reads GPUs of this machine, in the way of their driver. One thread; may block for as long as the driver does. */
interface GpuReader extends AutoCloseable {
    /**
     * What they say now; what one of them does not say is left out.
     *
     * @param notes is told of a GPU that is heard no more, a line each
     */
    MetricsPage read(Consumer<String> notes);

    @Override
    void close();
}
