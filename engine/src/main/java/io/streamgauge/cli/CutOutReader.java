package io.streamgauge.cli;

import io.streamgauge.plan.CutOuts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/** Reads which parts of a run do not count: a time, or a share of the run in percent. */
final class CutOutReader {
    private CutOutReader() {}

    static CutOuts read(LoadOptions options, Problems problems) {
        CutOuts cut = new CutOuts(
                part("--cut-start", options.cutStart, problems), part("--cut-end", options.cutEnd, problems));
        problems.addIf(
                cut.start().share() + cut.end().share() >= 1,
                "--cut-start " + options.cutStart + " and --cut-end " + options.cutEnd + ": nothing is left; cut less");
        problems.addIf(
                !cut.equals(CutOuts.NONE)
                        && (options.measurementInterval != null || options.stabilityPercentage != null),
                "--cut-start, --cut-end and --measurement-interval: its last windows are what counts; leave the cuts out");
        return cut;
    }

    private static CutOuts.Part part(String option, @Nullable String given, Problems problems) {
        if (given == null) {
            return CutOuts.Part.NONE;
        }
        String text = given.strip();
        try {
            if (!text.endsWith("%")) {
                return new CutOuts.Part(0, new NanosConverter().convert(text));
            }
            double percent = Double.parseDouble(text.substring(0, text.length() - 1));
            if (percent >= 0 && percent < 100) {
                return new CutOuts.Part(percent / 100, 0);
            }
        } catch (TypeConversionException | NumberFormatException e) {
            problems.add(option + " '" + given + "': give a time, as 5s, or a share of the run, as 10%");
            return CutOuts.Part.NONE;
        }
        problems.add(option + " " + given + ": give 0% to below 100%");
        return CutOuts.Part.NONE;
    }
}
