package io.streamgauge.run;

import io.streamgauge.arrival.Replay;
import io.streamgauge.arrival.SteadyUsers;
import io.streamgauge.dataset.Dataset;
import io.streamgauge.endpoint.BodyOptions;
import io.streamgauge.plan.BenchmarkPlan;
import io.streamgauge.plan.FilePlan;
import io.streamgauge.plan.LoadShape;
import io.streamgauge.plan.SessionPlan;
import io.streamgauge.plan.WarmupPlan;
import io.streamgauge.prompt.ChatLength;
import io.streamgauge.prompt.Corpus;
import io.streamgauge.prompt.Prompt;
import io.streamgauge.prompt.PromptSynthesizer;
import io.streamgauge.record.Phase;
import io.streamgauge.tokenizer.Tokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Makes the requests of a plan, out of its file or out of the corpus. */
final class RequestMaker {
    private final BenchmarkPlan plan;
    private final Tokenizer tokenizer;
    private final Runnable whenBroken;

    /** @param whenBroken told when a file cannot be read to its end */
    RequestMaker(BenchmarkPlan plan, Tokenizer tokenizer, Runnable whenBroken) {
        this.plan = plan;
        this.tokenizer = tokenizer;
        this.whenBroken = whenBroken;
    }

    Requests requests() {
        FilePlan file = plan.input().file();
        SessionPlan sessions = plan.load().sessions();
        if (sessions != null) {
            return sessions(sessions);
        }
        return file == null ? made() : read(file);
    }

    private Requests made() {
        SyntheticPrompts prompts = new SyntheticPrompts(synthesizer(), plan);
        int warmup = plan.load().warmup().requests();
        return new MadeRequests(
                new Encoder(plan),
                marked(prompts.prompts(Phase.WARMUP, Math.min(warmup, plan.promptCount()))),
                warmup,
                marked(prompts.prompts(Phase.MEASURE, plan.promptCount())));
    }

    private Requests sessions(SessionPlan sessions) {
        FilePlan file = plan.input().file();
        if (file != null) {
            return sessions(file, sessions);
        }
        SessionMaker maker = new SessionMaker(plan, synthesizer(), this::marked);
        return sessions(SessionSource.held(maker.warmup(sessions.shape()), maker.measured(sessions)));
    }

    private Requests sessions(SessionSource source) {
        int[] left = {};
        TurnPace pace = TurnPace.THINKING;
        if (plan.load().shape() instanceof LoadShape.Users it) {
            double turns = Arrays.stream(source.measured().turns()).average().orElse(1);
            left = new SteadyUsers(it.users()).turnsLeft((int) Math.rint(turns));
            pace = TurnPace.every(it.gapNanos());
        }
        if (plan.load().shape() instanceof LoadShape.Fixed fixed && fixed.input() != null) {
            pace = TurnPace.recorded(fixed.input().speed());
        }
        return new SessionRequests(
                source, new TurnMaker(plan.endpoint()), left, plan.load().shard(), pace, this::tokens, whenBroken);
    }

    private Requests sessions(FilePlan file, SessionPlan sessions) {
        SessionFileOpening opening = new SessionFileOpening(plan, tokenizer, completingSessions(), new Encoder(plan));
        return sessions(opening.source(file, sessions.shape()));
    }

    private SessionFile.Completing completingSessions() {
        if (completesNothing()) {
            return (prompt, index, opens) -> opens ? marked(prompt) : prompt;
        }
        PromptSynthesizer.Completion completion = synthesizer().completion(plan.seed());
        return (prompt, index, opens) -> {
            Prompt completed = completion.of(prompt, index, opens);
            return opens ? marked(completed) : completed;
        };
    }

    /** All that has been said in a session, counted as prompts are. */
    private int tokens(SessionHistory.Said said) {
        return switch (plan.tokenizer().islCounting()) {
            case TEXT -> Math.toIntExact(tokenizer.count(said.texts()));
            case CHAT_TEMPLATE ->
                chatLength().recounted(List.of(said.asPrompt())).getFirst().tokens();
        };
    }

    private List<Prompt> marked(List<Prompt> prompts) {
        return prompts.stream().map(this::marked).toList();
    }

    private Prompt marked(Prompt prompt) {
        return plan.input().cacheBust() ? CacheBust.marked(prompt, tokenizer) : prompt;
    }

    private Requests read(FilePlan file) {
        long measured = plan.load().requestCount();
        WarmupPlan warmup = plan.load().warmup();
        return new FileRequests(
                file,
                opening(file),
                completing(),
                new Encoder(plan),
                measured == 0 ? 0 : measured + warmup.known(),
                warmup,
                this::isOurs,
                new UnusedFields(!(plan.load().shape() instanceof LoadShape.Fixed)),
                whenBroken);
    }

    private Supplier<Dataset> opening(FilePlan file) {
        if (plan.load().shape() instanceof LoadShape.Fixed fixed && fixed.input() != null) {
            Replay replay = fixed.input();
            return () -> Dataset.open(file.path(), tokenizer, plan.seed(), file.options())
                    .within(replay.fromNanos(), replay.toNanos());
        }
        return () -> Dataset.open(file.path(), tokenizer, plan.seed(), file.options());
    }

    /** Whether a request is this part's, as the load deals them: in turn within a phase, users with all that is theirs. */
    private boolean isOurs(int ticket) {
        int warmup = plan.load().warmup().known();
        int number = ticket < warmup ? ticket : ticket - warmup;
        return plan.load()
                .shard()
                .has(plan.load().shape() instanceof LoadShape.Users it ? number % it.users() : number);
    }

    private boolean completesNothing() {
        return !plan.prompts().prefix().isThere() && !plan.prompts().lengths().limitsOutput();
    }

    private PromptSynthesizer synthesizer() {
        Corpus corpus = plan.input().corpus().corpus(tokenizer);
        return switch (plan.tokenizer().islCounting()) {
            case TEXT -> new PromptSynthesizer(tokenizer, corpus, plan.prompts());
            case CHAT_TEMPLATE -> new PromptSynthesizer(chatLength(), corpus, plan.prompts());
        };
    }

    private ChatLength chatLength() {
        return new ChatLength(tokenizer, plan.request().prefixRole() == BodyOptions.PrefixRole.SYSTEM);
    }

    /** Gives a file's prompts the prefix and the length of answers that the plan asks for, where they have none of their own. */
    private UnaryOperator<Prompt> completing() {
        if (completesNothing()) {
            return prompt -> counted(marked(prompt));
        }
        PromptSynthesizer.Completion completion = synthesizer().completion(plan.seed());
        return prompt -> counted(marked(completion.next(prompt)));
    }

    /** A file's prompt comes with the tokens of its text. */
    private Prompt counted(Prompt prompt) {
        return switch (plan.tokenizer().islCounting()) {
            case TEXT -> prompt;
            case CHAT_TEMPLATE -> chatLength().recounted(List.of(prompt)).getFirst();
        };
    }
}
