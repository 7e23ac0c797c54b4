package io.streamgauge.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.prompt.Prompt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traces are reshaped, and what their requests share is shared still. */
class TraceShapeTest {
    private static final int BLOCK = 10;

    /** Three requests that share two blocks, two of them a third; one that shares nothing. */
    private static final List<long[]> CHAINS = List.of(
            new long[] {1, 2, 3, 100, 101}, new long[] {1, 2, 3, 200}, new long[] {1, 2, 300}, new long[] {400, 401});

    @TempDir
    private Path directory;

    private static TraceShaper shaper(TraceShape shape) {
        var shared = new SharedBlocks(0);
        CHAINS.forEach(chain -> LongStream.of(chain).forEach(shared::add));
        return new TraceShaper(shape, BLOCK, 5, shape.tellsPrefixes() ? shared : null);
    }

    private static List<TraceShaper.Shaped> shaped(TraceShape shape) {
        var shaper = shaper(shape);
        return IntStream.range(0, CHAINS.size())
                .mapToObj(i -> shaper.shaped(CHAINS.get(i), CHAINS.get(i).length * BLOCK - 3, "line-" + i))
                .map(Objects::requireNonNull)
                .toList();
    }

    private static TraceShape prefixes(double factor) {
        return new TraceShape(factor, 1, 1, 1, 0, 0);
    }

    private static int inCommon(TraceShaper.Shaped one, TraceShaper.Shaped other) {
        int different = Arrays.mismatch(one.ids(), other.ids());
        return different < 0 ? one.ids().length : different;
    }

    private static List<Integer> tokens(List<TraceShaper.Shaped> shaped) {
        return shaped.stream().map(TraceShaper.Shaped::tokens).toList();
    }

    @Test
    void prefixesGrowAndStaySharedAmongTheSame() {
        var twice = shaped(prefixes(2));

        assertThat(tokens(twice)).containsExactly(77, 67, 47, 17);
        assertThat(inCommon(twice.get(0), twice.get(1))).isEqualTo(6);
        assertThat(inCommon(twice.get(0), twice.get(2))).isEqualTo(4);
        assertThat(inCommon(twice.get(0), twice.get(3))).isZero();
        assertThat(twice).allSatisfy(shaped -> assertThat(shaped.ids()).hasSize(Math.ceilDiv(shaped.tokens(), BLOCK)));
    }

    @Test
    void prefixesShrinkByWholeBlocks() {
        var half = shaped(prefixes(0.5));

        assertThat(tokens(half)).containsExactly(27, 17, 17, 17);
        assertThat(inCommon(half.get(0), half.get(1))).isEqualTo(1);
        assertThat(inCommon(half.get(0), half.get(2))).isEqualTo(1);
    }

    @Test
    void promptsGrowAndShrinkByTokens() {
        assertThat(tokens(shaped(new TraceShape(1, 1, 2, 1, 0, 0)))).containsExactly(64, 44, 34, 34);
        var shorter = shaped(new TraceShape(1, 1, 0.5, 1, 0, 0));
        assertThat(tokens(shorter)).containsExactly(39, 34, 24, 9);
        assertThat(inCommon(shorter.get(0), shorter.get(1))).isEqualTo(3);
        assertThat(shorter.get(3).ids()).hasSize(1);
    }

    @Test
    void aPromptThatOthersBeginWithIsAllPrefix() {
        var shaper = shaper(prefixes(1.5));
        var whole = Objects.requireNonNull(shaper.shaped(new long[] {1, 2}, 15, "a"));
        assertThat(whole.tokens()).isEqualTo(23);
        assertThat(whole.ids()).hasSize(3).startsWith(1, 2);
    }

    @Test
    void treesOfPrefixesShareNothingWithEachOther() {
        var shaper = shaper(new TraceShape(1, 4, 1, 1, 0, 0));
        var firsts = new HashSet<Long>();
        for (int i = 0; i < 200; i++) {
            long[] ids = Objects.requireNonNull(shaper.shaped(CHAINS.get(0), 47, "line-" + i))
                    .ids();
            firsts.add(ids[0]);
            assertThat(ids).hasSize(5).doesNotHaveDuplicates();
        }
        assertThat(firsts).hasSize(4).contains(1L);
        assertThat(shaper.shaped(CHAINS.get(0), 47, "line-9"))
                .usingRecursiveComparison()
                .isEqualTo(shaper.shaped(CHAINS.get(0), 47, "line-9"));
    }

    @Test
    void lengthsWithoutBlocksArePrompts() {
        var shaper = shaper(new TraceShape(3, 2, 2.5, 0.5, 0, 40));
        assertThat(Objects.requireNonNull(shaper.shaped(new long[0], 100, "a")).tokens())
                .isEqualTo(250);
        assertThat(shaper.output(30)).isEqualTo(15);
        assertThat(shaper.output(1)).isEqualTo(1);
        assertThat(shaper.output(1000)).isEqualTo(40);
        assertThat(shaper.output(Prompt.OUTPUT_UNSET)).isEqualTo(Prompt.OUTPUT_UNSET);
    }

    @Test
    void leavesLongerRequestsOutAndCutsThoseThatBecomeLonger() {
        var shaper = shaper(new TraceShape(2, 1, 1, 1, 40, 0));
        assertThat(shaper.shaped(CHAINS.get(0), 47, "a")).isNull();
        var cut = Objects.requireNonNull(shaper.shaped(CHAINS.get(1), 37, "b"));
        assertThat(cut.tokens()).isEqualTo(40);
        assertThat(cut.ids()).hasSize(4);
        assertThat(shaper.leftOut()).isEqualTo(1);
    }

    @Test
    void nothingChangesUnlessAsked() {
        assertThat(shaped(TraceShape.AS_IT_IS))
                .zipSatisfy(CHAINS, (shaped, chain) -> assertThat(shaped.ids()).isEqualTo(chain));
    }

    @Test
    void blocksThatComeTwiceAreFoundInAFile() throws IOException {
        var file = directory.resolve("trace.jsonl");
        Files.write(
                file,
                IntStream.range(0, 2000)
                        .mapToObj(i -> "{\"input_length\":15,\"hash_ids\":[" + i / 2 + "," + (5000 + i) + "]}")
                        .toList());

        var shared = SharedBlocks.of(file);

        assertThat(LongStream.range(0, 1000).allMatch(shared::contains)).isTrue();
        assertThat(LongStream.range(5000, 7000).filter(shared::contains).count())
                .isLessThan(4);
    }

    @Test
    void refusesWhatIsNoShape() {
        assertThatThrownBy(() -> new TraceShape(0, 1, 1, 1, 0, 0)).hasMessageContaining("times as long: 0");
        assertThatThrownBy(() -> new TraceShape(1, 0, 1, 1, 0, 0)).hasMessageContaining("roots 0");
    }
}
