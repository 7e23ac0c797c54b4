package io.streamgauge.jmh;

import io.streamgauge.tokenizer.Tokenizer;
import io.streamgauge.tokenizer.TokenizerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the loading of a tokenizer costs a process that has not loaded one before.
 *
 * @param millis from the call to after the first count
 * @param residentMegabytes how much more memory was resident then
 */
record TokenizerLoad(double millis, double residentMegabytes) {
    /** Loads it in another process of this program; {@code cache} is null for none. */
    static TokenizerLoad inNewProcess(Path tokenizer, @Nullable Path cache) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                TokenizerLoad.class.getName(),
                tokenizer.toString()));
        if (cache != null) {
            command.add(cache.toString());
        }
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the process that loads " + tokenizer + " failed");
        }
        int space = answer.indexOf(' ');
        return new TokenizerLoad(
                Double.parseDouble(answer.substring(0, space)), Double.parseDouble(answer.substring(space + 1)));
    }

    /** Prints both numbers. */
    public static void main(String[] args) throws IOException {
        Path tokenizer = Path.of(args[0]);
        try {
            Tokenizer.fromJson(new byte[0]).close();
        } catch (TokenizerException e) {
            // The library is unpacked and there; only the vocabulary is to be measured.
        }
        double before = residentMegabytesNow();
        long begin = System.nanoTime();
        try (Tokenizer loaded =
                args.length == 1 ? Tokenizer.load(tokenizer) : Tokenizer.load(tokenizer, Path.of(args[1]))) {
            long tokens = loaded.count("How many tokens is this?");
            double millis = (System.nanoTime() - begin) / 1e6;
            if (tokens == 0) {
                throw new IllegalStateException("no tokens");
            }
            System.out.println(millis + " " + (residentMegabytesNow() - before));
        }
    }

    private static double residentMegabytesNow() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Double.parseDouble(line.replaceAll("[^0-9]", "")) * 1024 / 1e6;
            }
        }
        return Double.NaN;
    }
}
