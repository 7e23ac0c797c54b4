package io.streamgauge.arrival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SteadyUsersTest {
    /** The example of AIPerf's documentation of its user-centric mode: 15 users, sessions of 20 turns. */
    @Test
    void usersHaveAsMuchLeftAsAiperfGivesThem() {
        assertThat(new SteadyUsers(15).turnsLeft(20))
                .containsExactly(Integer.MAX_VALUE, 6, 11, 16, 2, 7, 12, 17, 3, 8, 13, 18, 4, 9, 14);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 9", "2, 3", "2, 5", "6, 4", "6, 7", "7, 1", "7, 2", "10, 6", "30, 11", "5, 1000"})
    void whatIsLeftIsSpreadEvenlyFromNoneToAll(int users, int turns) {
        int[] left = new SteadyUsers(users).turnsLeft(turns);

        int lifetime = Math.max(1, turns - 1);
        assertThat(left).hasSize(users).startsWith(Integer.MAX_VALUE);
        assertThat(Arrays.stream(left).skip(1).sorted().toArray())
                .isEqualTo(IntStream.range(1, users)
                        .map(user -> (user * lifetime + users - 1) / users)
                        .toArray());
    }

    @Test
    void aUserWhoseSessionIsSaidBeginsAnotherAGapLater() {
        int[] turns = {4, 1, 2, 4, 4, 4, 4, 4};

        long[] begins = new SteadyUsers(3).begins(10, session -> turns[session], 8, Long.MAX_VALUE);

        // Slots of 100 ms: users have every third of them.
        assertThat(begins).containsExactly(slots(0, 1, 2, 4, 8, 12, 16, 20));
        assertThat(new SteadyUsers(3).begins(10, session -> turns[session], 8, 800_000_000))
                .containsExactly(slots(0, 1, 2, 4));
        assertThat(new SteadyUsers(3).begins(10, session -> turns[session], 2, Long.MAX_VALUE))
                .containsExactly(slots(0, 1));
    }

    /** What is sent in each gap is one turn of each user, from the first on. */
    @Test
    void theRateIsEvenFromTheStart() {
        SteadyUsers users = new SteadyUsers(6);
        int[] left = users.turnsLeft(5);
        IntUnaryOperator turns = session -> session < 6 ? Math.min(left[session], 5) : 5;
        long[] begins = users.begins(1, turns, 60, Long.MAX_VALUE);

        long[] sent = IntStream.range(0, 60)
                .boxed()
                .flatMapToLong(session -> IntStream.range(0, turns.applyAsInt(session))
                        .mapToLong(turn -> begins[session] / 1_000_000_000 + 6L * turn))
                .sorted()
                .toArray();

        assertThat(Arrays.copyOf(sent, 200)).isEqualTo(LongStream.range(0, 200).toArray());
    }

    @Test
    void thereIsAUserAtLeast() {
        assertThatThrownBy(() -> new SteadyUsers(0)).hasMessageContaining("users: 0");
    }

    private static long[] slots(long... slots) {
        return Arrays.stream(slots).map(slot -> slot * 100_000_000).toArray();
    }
}
