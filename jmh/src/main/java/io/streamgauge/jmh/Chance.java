package io.streamgauge.jmh;

import java.util.Random;

/** Draws that are the same on every machine: {@link Random}'s numbers are written down in its contract. One thread. */
final class Chance {
    private final Random random;

    /** The draws of text {@code n} of a seed. */
    Chance(long seed, long n) {
        random = new Random(seed * 0x9e37_79b9_7f4a_7c15L + n * 0xbf58_476d_1ce4_e5b9L);
    }

    /** 0 to {@code bound - 1}. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Once in so many times. */
    boolean in(int times) {
        return random.nextInt(times) == 0;
    }

    String of(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** 0 to {@code bound - 1}, small ones far more often: as words of a language are used. */
    int skewed(int bound) {
        return (int) StrictMath.pow(bound, random.nextDouble()) - 1;
    }
}
