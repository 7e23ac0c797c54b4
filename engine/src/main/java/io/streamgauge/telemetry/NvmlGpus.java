package io.streamgauge.telemetry;

import io.streamgauge.clock.SharedLibrary;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * NVIDIA's GPUs, by their management library NVML: functions, structures and codes are those of its public header. What a GPU
 * does not answer is left out; of one that has fallen off the bus nothing is asked again.
 */
final class NvmlGpus implements GpuReader {
    private static final String INIT = "nvmlInit_v2";
    private static final int SUCCESS = 0;
    private static final int DRIVER_NOT_LOADED = 9;
    private static final int FUNCTION_NOT_FOUND = 13;
    private static final int GPU_IS_LOST = 15;
    private static final int RESET_REQUIRED = 16;
    private static final int VERSION_MISMATCH = 18;
    private static final int TEXT_BYTES = 128;

    private final SharedLibrary nvml;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment out = arena.allocate(TEXT_BYTES, Long.BYTES);
    private final List<Device> devices = new ArrayList<>();
    private boolean initialised;

    /** A GPU and NVML's handle of it. */
    private record Device(long handle, LocalGpu gpu) {}

    private NvmlGpus(SharedLibrary nvml) {
        this.nvml = nvml;
    }

    /**
     * Finds them.
     *
     * @param library its file or name
     * @param host this machine's name
     * @param notes is told of those that cannot be read, a line each
     * @throws IOException in one line, when there are none
     */
    static NvmlGpus open(String library, String host, Consumer<String> notes) throws IOException {
        NvmlGpus gpus = new NvmlGpus(load(library));
        try {
            gpus.find(host, notes);
            return gpus;
        } catch (IOException | RuntimeException e) {
            gpus.close();
            throw e;
        }
    }

    private static SharedLibrary load(String library) throws IOException {
        try {
            SharedLibrary nvml = SharedLibrary.load(library);
            if (!nvml.has(INIT)) {
                throw new IOException(library + " is not NVML, it has no " + INIT);
            }
            return nvml;
        } catch (IOException e) {
            throw new IOException(
                    e.getMessage()
                            + "; install NVIDIA's driver here, name its libnvidia-ml.so in STREAMGAUGE_NVML_LIBRARY, or"
                            + " give the URL of DCGM's exporter on the machine that has the GPUs",
                    e);
        }
    }

    private void find(String host, Consumer<String> notes) throws IOException {
        int code = call(INIT, 0, 0, 0);
        if (code != SUCCESS) {
            throw new IOException("NVML does not start: " + text(code) + remedy(code));
        }
        initialised = true;
        code = call("nvmlDeviceGetCount_v2", out.address(), 0, 0);
        int count = code == SUCCESS ? out.get(ValueLayout.JAVA_INT, 0) : 0;
        for (int index = 0; index < count; index++) {
            code = call("nvmlDeviceGetHandleByIndex_v2", index, out.address(), 0);
            if (code == SUCCESS) {
                long handle = out.get(ValueLayout.JAVA_LONG, 0);
                devices.add(new Device(
                        handle,
                        new LocalGpu(
                                index, name("nvmlDeviceGetUUID", handle), name("nvmlDeviceGetName", handle), host)));
            } else {
                notes.accept("GPU " + index + " is left out: " + text(code));
            }
        }
        if (devices.isEmpty()) {
            throw new IOException("NVML finds no GPU" + (code == SUCCESS ? "" : ": " + text(code))
                    + "; see what nvidia-smi -L says here, and in a container whether GPUs are passed into it");
        }
    }

    private static String remedy(int code) {
        return switch (code) {
            case DRIVER_NOT_LOADED -> "; load NVIDIA's driver (modprobe nvidia) until nvidia-smi works here";
            case VERSION_MISMATCH ->
                "; load the kernel's module of the driver that is installed, or restart the machine";
            default -> "; see what nvidia-smi says here";
        };
    }

    @Override
    public MetricsPage read(Consumer<String> notes) {
        var sheet = new GpuSheet();
        devices.removeIf(device -> {
            int code = ask(device, sheet);
            if (isLost(code)) {
                notes.accept(device.gpu() + " is heard no more: " + text(code));
            }
            return isLost(code);
        });
        return sheet.page();
    }

    private static boolean isLost(int code) {
        return code == GPU_IS_LOST || code == RESET_REQUIRED;
    }

    /** Takes in what a GPU says; {@link #SUCCESS}, or how it is lost. */
    private int ask(Device device, GpuSheet sheet) {
        for (var question : NvmlQuestion.ALL) {
            question.prepare(out);
            int code = call(
                    question.function(),
                    device.handle(),
                    question.second(out.address()),
                    question.third(out.address()));
            if (code == SUCCESS) {
                question.answers(out).forEach((field, value) -> sheet.add(device.gpu(), field, value));
            } else if (isLost(code)) {
                return code;
            }
        }
        return SUCCESS;
    }

    /** A function that older drivers lack is as one that this GPU has no answer to. */
    private int call(String function, long first, long second, long third) {
        return nvml.has(function) ? nvml.call(function, first, second, third) : FUNCTION_NOT_FOUND;
    }

    private String name(String function, long handle) {
        return call(function, handle, out.address(), TEXT_BYTES) == SUCCESS ? out.getString(0) : "";
    }

    /** What NVML says of a code. */
    private String text(int code) {
        String said = nvml.has("nvmlErrorString") ? nvml.text("nvmlErrorString", code) : "";
        return said.isEmpty() ? "error " + code : said;
    }

    @Override
    public void close() {
        if (initialised) {
            call("nvmlShutdown", 0, 0, 0);
        }
        arena.close();
    }
}
