package io.streamgauge.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class TokenizerThreadsTest {
    private static final int THREADS = 8;

    @Test
    void closesWhileOthersCount() throws InterruptedException, ExecutionException {
        for (int round = 0; round < 20; round++) {
            Tokenizer tokenizer = Fixtures.tokenizer(Fixtures.BYTE_LEVEL);
            String prose = Fixtures.prose();
            long expected = tokenizer.count(prose);
            CountDownLatch running = new CountDownLatch(THREADS);
            try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
                List<Future<Long>> results = new ArrayList<>();
                for (int thread = 0; thread < THREADS; thread++) {
                    results.add(threads.submit(() -> countUntilClosed(tokenizer, prose, expected, running)));
                }
                running.await();
                tokenizer.close();
                for (Future<Long> result : results) {
                    assertThat(result.get()).isPositive();
                }
            }
        }
    }

    /** How often it counted right before the tokenizer was closed; a wrong count fails. */
    private static long countUntilClosed(Tokenizer tokenizer, String text, long expected, CountDownLatch running) {
        long counted = 0;
        try {
            while (true) {
                assertThat(tokenizer.count(text)).isEqualTo(expected);
                if (counted++ == 0) {
                    running.countDown();
                }
            }
        } catch (IllegalStateException closed) {
            return counted;
        }
    }

    @Test
    void givesEachThreadItsOwnBuffers() throws InterruptedException, ExecutionException {
        try (Tokenizer tokenizer = Fixtures.tokenizer(Fixtures.BYTE_FALLBACK);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> results = new ArrayList<>();
            for (int task = 0; task < 200; task++) {
                HostileText texts = new HostileText(task);
                results.add(threads.submit(() -> {
                    String text = texts.nextWithoutMark().repeat(5);
                    return tokenizer.decode(tokenizer.encode(text)).equals(text);
                }));
            }
            for (Future<Boolean> result : results) {
                assertThat(result.get()).isTrue();
            }
        }
    }
}
