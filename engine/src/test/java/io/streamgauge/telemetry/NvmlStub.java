package io.streamgauge.telemetry;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.clock.SharedLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A library that stands in for NVIDIA's: {@code nvml.c} beside the pages, compiled by the C compiler that a build needs anyway. */
public final class NvmlStub {
    private final Path library;

    private NvmlStub(Path library) {
        this.library = library;
    }

    /**
     * Compiles one, whose state is its own.
     *
     * @param choices as {@code LOST=1}
     */
    public static NvmlStub in(Path directory, String... choices) {
        try (var source = NvmlStub.class.getResourceAsStream("nvml.c")) {
            Path file = Files.write(
                    directory.resolve("nvml.c"), requireNonNull(source).readAllBytes());
            Path library = directory.resolve("libstub-nvml.so");
            List<String> command = new ArrayList<>(
                    List.of("cc", "-shared", "-fPIC", "-Wall", "-Werror", "-o", library.toString(), file.toString()));
            for (String choice : choices) {
                command.add("-D" + choice);
            }
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
            return new NvmlStub(library);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Its file. */
    public String library() {
        return library.toString();
    }

    /** How many have begun to use it and not ended. */
    int users() throws IOException {
        return SharedLibrary.load(library()).call("stubUsers", 0, 0, 0);
    }
}
