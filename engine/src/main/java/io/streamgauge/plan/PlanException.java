package io.streamgauge.plan;

import java.util.List;

/** What is wrong with a plan: one line per problem, each saying what was given, where, and what to do. */
public final class PlanException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /** @param problems at least one, each one line */
    public PlanException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    public PlanException(String problem) {
        this(List.of(problem));
    }

    /** Every problem found, in the order of the plan. */
    public List<String> problems() {
        return problems;
    }
}
