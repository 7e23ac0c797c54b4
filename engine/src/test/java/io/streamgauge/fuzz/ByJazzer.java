package io.streamgauge.fuzz;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Runs targets under Jazzer, each in a process of its own: {@code ByJazzer SECONDS SEED [TARGET...]}. */
public final class ByJazzer {
    private ByJazzer() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        List<Target> targets = Target.named(List.of(args).subList(2, args.length));
        boolean found = false;
        for (Target target : targets) {
            int exit = run(target, args[0], args[1]);
            System.out.println(target.key() + ": " + (exit == 0 ? "nothing found" : "FOUND SOMETHING"));
            found |= exit != 0;
        }
        System.exit(found ? 1 : 0);
    }

    private static int run(Target target, String seconds, String seed) throws IOException, InterruptedException {
        Path corpus = Files.createTempDirectory("jazzer-" + target.key().toLowerCase(Locale.ROOT));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + target.className(),
                        "--instrumentation_includes=io.streamgauge.**",
                        "-max_total_time=" + seconds,
                        "-seed=" + seed,
                        "-max_len=8192",
                        "-rss_limit_mb=0",
                        corpus.toString(),
                        target.directory().toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("Done ") || line.contains("==") || line.contains("Exception")) {
                    System.out.println(target.key() + ": " + line);
                }
            }
        }
        return process.waitFor();
    }
}
