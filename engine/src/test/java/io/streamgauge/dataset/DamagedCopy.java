package io.streamgauge.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A copy of a file that is not as the file is. */
record DamagedCopy(Path original, Path copy) {
    @FunctionalInterface
    interface Check {
        void of(Path copy) throws IOException;
    }

    /** Cut off at every so many bytes, from a first length on and before an end. */
    void eachCut(int first, int end, int step, Check check) throws IOException {
        byte[] whole = Files.readAllBytes(original);
        assertThat(first).isLessThan(Math.min(end, whole.length));
        for (int length = first; length < Math.min(end, whole.length); length += step) {
            Files.write(copy, Arrays.copyOf(whole, length));
            check.of(copy);
        }
    }

    void eachCut(int first, int step, Check check) throws IOException {
        eachCut(first, Integer.MAX_VALUE, step, check);
    }

    /** Whatever byte is wrong: a row is read, right or not, or the file is refused in one line, as it is somewhere. */
    void assertReadOrRefusedWhateverByteIsWrong(int first, int step) throws IOException {
        byte[] whole = Files.readAllBytes(original);
        int refused = 0;
        for (int place = first; place < whole.length; place += step) {
            byte[] bytes = whole.clone();
            bytes[place] ^= (byte) (1 << place % 8);
            Files.write(copy, bytes);
            try {
                ReadDataset.drain(copy);
            } catch (IOException e) {
                assertThat(e).hasMessageNotContaining("\n");
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }
}
