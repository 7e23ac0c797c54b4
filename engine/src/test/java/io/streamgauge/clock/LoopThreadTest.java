package io.streamgauge.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** What the kernel says of a thread afterwards is what was asked for. */
class LoopThreadTest {
    private static <T> T onThreadOfItsOwn(Callable<T> task) {
        var future = new FutureTask<>(task);
        Thread.ofPlatform().start(future);
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static String status(String field) throws IOException {
        return Files.readAllLines(Path.of("/proc/thread-self/status")).stream()
                .filter(line -> line.startsWith(field + ":"))
                .map(line -> line.substring(field.length() + 1).strip())
                .findFirst()
                .orElseThrow();
    }

    /** A field of proc_pid_stat(5), counted from 1; those from 3 on come after the name in brackets. */
    private static int stat(int field) throws IOException {
        String line = Files.readString(Path.of("/proc/thread-self/stat"));
        return Integer.parseInt(line.substring(line.lastIndexOf(')') + 2).split(" ", -1)[field - 3]);
    }

    private static String message(IllegalStateException e) {
        return String.valueOf(e.getMessage());
    }

    @Test
    void runsOnlyOnTheProcessorsNamed() {
        String allowed = onThreadOfItsOwn(() -> {
            int first = Integer.parseInt(status("Cpus_allowed_list").split("[-,]", -1)[0]);
            LoopThread.pinTo(List.of(first));
            return status("Cpus_allowed_list").equals(Integer.toString(first))
                    ? "as asked"
                    : status("Cpus_allowed_list");
        });
        assertThat(allowed).isEqualTo("as asked");
    }

    @Test
    void saysThatThereIsNoSuchProcessor() {
        assertThatThrownBy(() -> LoopThread.pinTo(List.of(100_000)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("there is no processor 100000 here; see lscpu");
        assertThatThrownBy(() -> LoopThread.pinTo(List.of(8_000)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("processors [8000] is refused");
    }

    @Test
    void runsInRealTimeOrSaysWhyNot() {
        String outcome = onThreadOfItsOwn(() -> {
            try {
                LoopThread.raiseToRealtime();
                return stat(41) == 1 && stat(40) == 20 ? "good" : "policy " + stat(41);
            } catch (IllegalStateException e) {
                return message(e).matches("real-time priority is not permitted; .*CAP_SYS_NICE.*")
                        ? "good"
                        : message(e);
            }
        });
        assertThat(outcome).isEqualTo("good");
    }

    @Test
    void runsAtHighPriorityOrSaysWhyNot() {
        String outcome = onThreadOfItsOwn(() -> {
            try {
                LoopThread.raiseToHigh();
                return stat(19) == -15 ? "good" : "niceness " + stat(19);
            } catch (IllegalStateException e) {
                return message(e).matches("high priority is (not permitted|refused .*); .*CAP_SYS_NICE.*")
                        ? "good"
                        : message(e);
            }
        });
        assertThat(outcome).isEqualTo("good");
    }

    @Test
    void saysHowManyOpenFilesAreNeeded() {
        OpenFiles.ensure(64);
        assertThatThrownBy(() -> OpenFiles.ensure(Long.MAX_VALUE / 2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("this needs " + Long.MAX_VALUE / 2 + " open files");
    }

    @Test
    void knowsThisHost() {
        assertThat(Host.here().cores()).isPositive();
        assertThat(Host.here().clockSource()).isNotBlank();
    }
}
