package io.streamgauge.plan;

import io.streamgauge.prompt.IslCounting;

/**
 * Which tokenizer makes prompts and counts answers.
 *
 * @param name a path, a Hugging Face name, or {@code builtin}
 * @param revision branch, tag or commit of a Hugging Face name
 * @param islCounting what the length of an input counts
 */
public record TokenizerPlan(String name, String revision, IslCounting islCounting) {}
