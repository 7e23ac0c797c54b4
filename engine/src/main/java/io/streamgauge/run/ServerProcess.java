package io.streamgauge.run;

import io.streamgauge.mock.RequestTruth;
import io.streamgauge.plan.PlanException;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The built-in server in a process of its own, run by the same Java as this one. It ends with this process, however that ends. */
public final class ServerProcess implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("http://[^ ,]+");
    private static final long STOP_SECONDS = 10;

    private final Process process;
    private final String url;

    private ServerProcess(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Starts one and waits until it listens.
     *
     * @param mainClass the program's entry point
     * @param options of the {@code mock-server} command, but for its port
     * @throws PlanException in one line, when it does not start
     */
    public static ServerProcess start(String mainClass, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(ServerProcess::isForAnyProcess)
                .forEach(command::add);
        command.addAll(List.of("-cp", classPath(), mainClass));
        command.addAll(List.of("mock-server", "--port", "0", "--until-eof"));
        command.addAll(options);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
            String line = said.readLine();
            Matcher address = ADDRESS.matcher(line == null ? "" : line);
            if (!address.find()) {
                process.destroyForcibly();
                throw new PlanException("the built-in server did not start; what it said stands above");
            }
            return new ServerProcess(process, address.group());
        } catch (IOException e) {
            throw new PlanException("the built-in server did not start: " + e.getMessage());
        }
    }

    /** Where this class came from and all it needs: usually the JVM's class path, else that of a loader that a harness made. */
    private static String classPath() {
        if (ServerProcess.class.getClassLoader() instanceof URLClassLoader loader) {
            return Arrays.stream(loader.getURLs())
                    .map(url -> Path.of(URI.create(url.toString())).toString())
                    .collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("java.class.path");
    }

    /** What two processes at a time cannot both do: be debugged at a port, write one recording, make one cache. */
    private static boolean isForAnyProcess(String jvmOption) {
        return !jvmOption.startsWith("-agentlib")
                && !jvmOption.startsWith("-javaagent")
                && !jvmOption.startsWith("-XX:StartFlightRecording")
                && !jvmOption.startsWith("-XX:AOTCacheOutput")
                && !jvmOption.startsWith("-XX:AOTMode");
    }

    /** Where it listens. */
    public String url() {
        return url;
    }

    /** Tells what it truly did so far, an answer at a time. */
    public void truth(Consumer<RequestTruth> action) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url + "/truth").toURL().openConnection();
        try (var lines =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                action.accept(RequestTruth.fromJson(line));
            }
        } finally {
            connection.disconnect();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
