package io.streamgauge.run;

import io.streamgauge.prompt.Prompt;
import io.streamgauge.report.InputsJson;
import java.util.List;
import java.util.stream.IntStream;

/** Requests made before the run. Tickets count those of the warm-up first; where prompts are fewer, they are used in turn. */
final class MadeRequests implements Requests {
    private final List<Request> warmup;
    private final int warmupCount;
    private final List<Request> measured;

    MadeRequests(Encoder encoder, List<Prompt> warmup, int warmupCount, List<Prompt> measured) {
        this.warmup = encode(encoder, warmup);
        this.warmupCount = warmupCount;
        this.measured = encode(encoder, measured);
    }

    private static List<Request> encode(Encoder encoder, List<Prompt> prompts) {
        return IntStream.range(0, prompts.size())
                .mapToObj(i -> encoder.encode(i, prompts.get(i)))
                .toList();
    }

    @Override
    public Request of(int ticket) {
        return ticket < warmupCount
                ? warmup.get(ticket % warmup.size())
                : measured.get((ticket - warmupCount) % measured.size());
    }

    @Override
    public int warmupRequests() {
        return warmupCount;
    }

    @Override
    public void booked(int ticket) {}

    @Override
    public void end() {}

    @Override
    public byte[] withoutUsage(int ticket) {
        return UsageQuestion.takenFrom(of(ticket)).body();
    }

    @Override
    public List<InputsJson.Entry> shown() {
        return measured.stream().map(Request::body).map(InputsJson.Entry::of).toList();
    }

    @Override
    public List<String> notes() {
        return List.of();
    }

    @Override
    public List<String> troubles() {
        return List.of();
    }
}
