package io.streamgauge.fuzz;

import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Runs targets on bent seeds for so many seconds each, and says how often: {@code Fuzz SECONDS SEED [TARGET...]}. */
public final class Fuzz {
    private static final int CLOCK_EVERY = 1_000;

    private Fuzz() {}

    public static void main(String[] args) throws Throwable {
        long seconds = Long.parseLong(args[0]);
        long seed = Long.parseLong(args[1]);
        List<Target> targets = Target.named(List.of(args).subList(2, args.length));
        long all = 0;
        for (Target target : targets) {
            long start = System.nanoTime();
            long executions = run(target, seed, seconds);
            double took = (System.nanoTime() - start) / 1e9;
            System.out.printf(Locale.ROOT, "%s: %,d executions in %.0f s%n", target.key(), executions, took);
            all += executions;
        }
        System.out.printf(Locale.ROOT, "all: %,d executions, nothing found%n", all);
    }

    private static long run(Target target, long seed, long seconds) throws Throwable {
        MethodHandle method = target.method();
        Bender bender = new Bender(target.seeds(), seed);
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        long executions = 0;
        do {
            for (int i = 0; i < CLOCK_EVERY; i++) {
                once(target, method, bender.next());
            }
            executions += CLOCK_EVERY;
        } while (System.nanoTime() < end);
        return executions;
    }

    /** One execution; what it trips over is kept in a file, to become a seed. */
    static void once(Target target, MethodHandle method, byte[] input) throws Throwable {
        try {
            method.invokeExact(input);
        } catch (Throwable e) {
            Path kept = Files.write(Files.createTempFile("finding-" + target.key() + "-", ".bin"), input);
            throw new AssertionError(target.key() + " trips over " + kept + ": " + e, e);
        }
    }
}
