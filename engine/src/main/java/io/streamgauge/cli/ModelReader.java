package io.streamgauge.cli;

import io.streamgauge.plan.ModelPlan;
import io.streamgauge.plan.PlanException;
import java.util.List;
import java.util.Locale;

/** Reads how several models take turns. */
final class ModelReader {
    private ModelReader() {}

    /** @throws PlanException for what has no meaning */
    static ModelPlan plan(List<String> names, TargetOptions options) {
        List<Double> weights = options.modelWeights;
        String given = options.modelSelection == null
                ? weights.isEmpty() ? "round_robin" : "random"
                : options.modelSelection.toLowerCase(Locale.ROOT);
        ModelPlan.Selection selection = switch (given) {
            case "round_robin" -> ModelPlan.Selection.ROUND_ROBIN;
            case "random" -> ModelPlan.Selection.RANDOM;
            default ->
                throw new PlanException(
                        "--model-selection-strategy '" + options.modelSelection + "': use round_robin or random");
        };
        if (!weights.isEmpty()) {
            check(names, weights, selection);
        }
        return new ModelPlan(names, selection, weights);
    }

    private static void check(List<String> names, List<Double> weights, ModelPlan.Selection selection) {
        if (selection != ModelPlan.Selection.RANDOM) {
            throw new PlanException(
                    "--model-weights and --model-selection-strategy round_robin: in turn all are alike; leave one of the two out");
        }
        if (weights.size() != names.size()) {
            throw new PlanException("--model-weights: " + weights.size() + " weights of " + names.size()
                    + " models; give one for each --model");
        }
        for (double weight : weights) {
            if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new PlanException("--model-weights " + weight + ": give numbers above 0");
            }
        }
    }
}
