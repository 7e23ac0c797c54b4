package io.streamgauge.soak;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A command of Streamgauge in a process of its own. What it prints goes to a file. */
public final class Child implements AutoCloseable {
    private static final List<String> JVM = List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-Xmn32m",
            "-Xss512k",
            "-XX:NativeMemoryTracking=summary",
            "-Dio.netty.leakDetection.level=disabled");

    private final Process process;
    private final Path output;

    private Child(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts {@code streamgauge ARGS} with this process's class path. */
    public static Child start(Path output, List<String> jvmOptions, List<String> args) throws IOException {
        return start(output, List.of(), jvmOptions, args);
    }

    /** The same, with these variables in its environment. */
    public static Child start(Path output, Map<String, String> variables, List<String> args) throws IOException {
        List<String> before = Stream.concat(
                        Stream.of("env"),
                        variables.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()))
                .toList();
        return start(output, before, List.of(), args);
    }

    /** The same, with no file allowed to grow over so many kilobytes: what writing to a full disk looks like. */
    public static Child limited(int kilobytes, Path output, List<String> args) throws IOException {
        String limit = "ulimit -f " + kilobytes + " && exec \"$@\"";
        return start(output, List.of("bash", "-c", limit, "bash"), List.of(), args);
    }

    private static Child start(Path output, List<String> before, List<String> jvmOptions, List<String> args)
            throws IOException {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.addAll(jvmOptions);
        command.add("-cp");
        command.add(classPath());
        command.add("io.streamgauge.cli.Main");
        command.addAll(args);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("HF_HUB_OFFLINE", "1");
        return new Child(builder.redirectOutput(output.toFile()).start(), output);
    }

    /** What this process runs on, for a JVM of its own. */
    public static String classPath() {
        return Child.class.getClassLoader() instanceof URLClassLoader loader
                ? Arrays.stream(loader.getURLs())
                        .map(url -> Path.of(URI.create(url.toString())).toString())
                        .collect(Collectors.joining(File.pathSeparator))
                : System.getProperty("java.class.path");
    }

    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** Waits for its end; the exit code. */
    public int await() throws InterruptedException {
        return process.waitFor();
    }

    /** Waits for its end, no longer than this; whether it came. */
    public boolean await(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** Sends a signal by its name: {@code INT}, {@code STOP}, {@code CONT}. */
    public void signal(String name) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + name, "" + pid()).start().waitFor();
        if (code != 0) {
            throw new IOException("kill -" + name + " " + pid() + " exited with " + code);
        }
    }

    /** SIGKILL: nothing of the process runs any more. */
    public void kill() {
        process.destroyForcibly();
    }

    public String printed() throws IOException {
        return Files.readString(output);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.onExit().get(10, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            process.destroyForcibly();
        }
    }
}
