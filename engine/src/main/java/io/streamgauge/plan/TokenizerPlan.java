package io.streamgauge.plan;

/**
 * Which tokenizer makes prompts and counts answers.
 *
 * @param name a path, a Hugging Face name, or {@code builtin}
 * @param revision branch, tag or commit of a Hugging Face name
 */
public record TokenizerPlan(String name, String revision) {}
