package io.streamgauge.cli;

import io.streamgauge.plan.PlanException;
import io.streamgauge.plan.PlanFile;
import io.streamgauge.plan.PlanNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns a plan file into arguments of a command. Its keys are the command's options, or stand where genai-perf's layout has them;
 * a {@code plan.json} beside results is read as the plan that it holds.
 */
final class PlanArguments {
    /**
     * One option that the file sets.
     *
     * @param line of its key
     * @param arguments as a command line would have them
     */
    record Setting(OptionSpec option, String path, int line, List<String> arguments) {
        Setting {
            arguments = List.copyOf(arguments);
        }
    }

    private final PlanFile file;
    private final PlanKeys keys;
    private final Problems problems = new Problems();
    private final List<Setting> settings = new ArrayList<>();

    private PlanArguments(PlanFile file, CommandSpec command) {
        this.file = file;
        this.keys = new PlanKeys(command);
    }

    /** @throws PlanException with file and line of each key that is unknown, set twice, or has a value of no use */
    static List<Setting> read(PlanFile file, CommandSpec command) {
        PlanArguments reader = new PlanArguments(file, command);
        reader.walk("", reader.plan());
        reader.problems.throwIfAny();
        return List.copyOf(reader.settings);
    }

    /** What the file says was left out of it, a line each. */
    static List<String> leftOut(PlanFile file) {
        return child(file.root(), "left_out") instanceof PlanNode.Sequence lines && isManifest(file)
                ? lines.items().stream().map(PlanArguments::text).toList()
                : List.of();
    }

    private PlanNode.Mapping plan() {
        if (!isManifest(file)) {
            return file.root();
        }
        if (child(file.root(), "options") instanceof PlanNode.Mapping options) {
            return options;
        }
        throw new PlanException(file.name() + ": holds no options; it was written by an older version");
    }

    private static boolean isManifest(PlanFile file) {
        return child(file.root(), "format") != null && child(file.root(), "epoch_offset_ns") != null;
    }

    private static @Nullable PlanNode child(PlanNode.Mapping parent, String key) {
        return parent.entries().stream()
                .filter(entry -> entry.key().equals(key))
                .map(PlanNode.Entry::value)
                .findFirst()
                .orElse(null);
    }

    private void walk(String section, PlanNode.Mapping mapping) {
        for (PlanNode.Entry entry : mapping.entries()) {
            String path = section.isEmpty() ? entry.key() : section + "." + entry.key();
            if (nothing(entry.value()) || GenaiPerfLayout.saysNothing(path, text(entry.value()))) {
                continue;
            }
            switch (path) {
                case "perf_analyzer.measurement" -> measurement(entry);
                case "analyze", "analyze.sweep_parameters" -> sweep(path, entry);
                case PlanObjectives.KEY ->
                    PlanObjectives.read(entry, (what, line) -> problems.add(file.name() + ":" + line + ": " + what))
                            .forEach(part -> addNamed(part.option(), path, part.line(), part.value()));
                default -> walk(section, path, entry);
            }
        }
    }

    private void walk(String section, String path, PlanNode.Entry entry) {
        if (entry.value() instanceof PlanNode.Mapping below && GenaiPerfLayout.isSection(path)) {
            walk(path, below);
            return;
        }
        String mapped = GenaiPerfLayout.option(path);
        OptionSpec option = mapped != null ? keys.find(mapped) : section.isEmpty() ? keys.find(entry.key()) : null;
        if (option != null) {
            set(option, path, entry);
        } else {
            List<String> known = new ArrayList<>(GenaiPerfLayout.namesBelow(section));
            if (section.isEmpty()) {
                known.addAll(keys.names());
            }
            complain(entry, "unknown key '" + path + "'" + Nearest.hint(entry.key(), known));
        }
    }

    /** genai-perf's two ways to end a run: after a number of requests, or of windows of so many milliseconds. */
    private void measurement(PlanNode.Entry entry) {
        if (!(entry.value() instanceof PlanNode.Mapping mapping)) {
            complain(entry, "'perf_analyzer.measurement' has the keys mode and num below it");
            return;
        }
        String mode = "request_count";
        for (PlanNode.Entry part : mapping.entries()) {
            switch (part.key()) {
                case "mode" ->
                    mode = nothing(part.value()) ? mode : text(part.value()).toLowerCase(Locale.ROOT);
                case "num" -> {}
                default ->
                    complain(
                            part,
                            "unknown key 'perf_analyzer.measurement." + part.key() + "'"
                                    + Nearest.hint(part.key(), List.of("mode", "num")));
            }
        }
        PlanNode number = child(mapping, "num");
        String option = switch (mode) {
            case "request_count" -> "request-count";
            case "interval" -> "measurement-interval";
            default -> {
                complain(entry, "'perf_analyzer.measurement.mode' is request_count or interval, not '" + mode + "'");
                yield null;
            }
        };
        if (option != null && number != null && !nothing(number)) {
            setNamed(option, "perf_analyzer.measurement.num", entry.line(), text(number));
        }
    }

    /**
     * {@code analyze: {concurrency: {start: 1, stop: 64, step: 8}}}; a list of values may stand in place of the range, and several
     * go together in every combination.
     */
    private void sweep(String path, PlanNode.Entry entry) {
        if (!(entry.value() instanceof PlanNode.Mapping types)) {
            complain(entry, "'" + path + "' has what is swept below it, as concurrency: {start: 1, stop: 64}");
            return;
        }
        for (PlanNode.Entry type : types.entries()) {
            String below = path + "." + type.key();
            if (type.key().equals("sweep_parameters")) {
                sweep(below, type);
            } else if (type.value() instanceof PlanNode.Mapping range) {
                addNamed("sweep-range", below, type.line(), type.key() + ":" + range(below, range));
            } else {
                addNamed("sweep-list", below, type.line(), type.key() + ":" + text(type.value()));
            }
        }
    }

    /** One more value of an option that takes several. */
    private void addNamed(String key, String path, int line, String value) {
        OptionSpec option = keys.find(key);
        if (option == null) {
            problems.add(file.name() + ":" + line + ": '" + path + "' has no meaning here");
        } else {
            settings.add(new Setting(option, path, line, List.of(option.longestName() + "=" + value)));
        }
    }

    private String range(String path, PlanNode.Mapping range) {
        String start = "1";
        String stop = "1024";
        String step = "";
        for (PlanNode.Entry part : range.entries()) {
            switch (part.key()) {
                case "start" -> start = text(part.value());
                case "stop" -> stop = text(part.value());
                case "step" -> step = nothing(part.value()) ? "" : ":" + text(part.value());
                default ->
                    complain(
                            part,
                            "unknown key '" + path + "." + part.key() + "'"
                                    + Nearest.hint(part.key(), List.of("start", "stop", "step")));
            }
        }
        return start + ":" + stop + step;
    }

    private void setNamed(String key, String path, int line, String value) {
        OptionSpec option = keys.find(key);
        if (option == null) {
            problems.add(file.name() + ":" + line + ": '" + path + "' has no meaning here");
        } else {
            add(option, path, line, List.of(option.longestName() + "=" + value));
        }
    }

    private void set(OptionSpec option, String path, PlanNode.Entry entry) {
        String name = option.longestName();
        boolean noValue = option.hidden()
                && entry.value() instanceof PlanNode.Scalar scalar
                && scalar.kind() == PlanNode.Kind.BOOLEAN;
        if (PlanKeys.isSwitch(option) || noValue) {
            setSwitch(option, path, entry);
        } else if (option.isMultiValue()) {
            add(
                    option,
                    path,
                    entry.line(),
                    values(option, entry.value()).stream()
                            .map(value -> name + "=" + value)
                            .toList());
        } else if (entry.value() instanceof PlanNode.Mapping) {
            complain(entry, "'" + path + "' takes one value, nothing below it");
        } else {
            add(option, path, entry.line(), List.of(name + "=" + text(entry.value())));
        }
    }

    private void setSwitch(OptionSpec option, String path, PlanNode.Entry entry) {
        String value = text(entry.value()).toLowerCase(Locale.ROOT);
        boolean on = value.equals("true");
        if (!on && !value.equals("false")) {
            complain(entry, "'" + path + "' is true or false, not '" + text(entry.value()) + "'");
        } else if (on) {
            add(option, path, entry.line(), List.of(option.longestName()));
        } else if (option.negatable()) {
            add(option, path, entry.line(), List.of("--no-" + PlanKeys.keyOf(option)));
        }
    }

    private void add(OptionSpec option, String path, int line, List<String> arguments) {
        settings.stream()
                .filter(setting -> setting.option().longestName().equals(option.longestName()))
                .findFirst()
                .ifPresentOrElse(
                        first -> problems.add(file.name() + ":" + line + ": '" + path + "' was set on line "
                                + first.line() + (first.path().equals(path) ? "" : " as '" + first.path() + "'")
                                + "; once is enough"),
                        () -> settings.add(new Setting(option, path, line, arguments)));
    }

    /** A list as it is; a mapping as the pairs that the option takes, or as JSON where it takes that. */
    private static List<String> values(OptionSpec option, PlanNode value) {
        return switch (value) {
            case PlanNode.Scalar scalar -> List.of(scalar.text());
            case PlanNode.Sequence sequence ->
                sequence.items().stream()
                        .flatMap(item -> values(option, item).stream())
                        .toList();
            case PlanNode.Mapping mapping ->
                PlanKeys.keyOf(option).equals("extra-inputs")
                        ? List.of(json(mapping))
                        : mapping.entries().stream()
                                .map(entry -> entry.key() + ":" + text(entry.value()))
                                .toList();
        };
    }

    private static String json(PlanNode node) {
        return switch (node) {
            case PlanNode.Scalar scalar ->
                switch (scalar.kind()) {
                    case TEXT -> quoted(scalar.text());
                    case NOTHING -> "null";
                    case BOOLEAN -> scalar.text().toLowerCase(Locale.ROOT);
                    case NUMBER -> isJsonNumber(scalar.text()) ? scalar.text() : quoted(scalar.text());
                };
            case PlanNode.Sequence sequence ->
                sequence.items().stream().map(PlanArguments::json).collect(Collectors.joining(",", "[", "]"));
            case PlanNode.Mapping mapping ->
                mapping.entries().stream()
                        .map(entry -> quoted(entry.key()) + ":" + json(entry.value()))
                        .collect(Collectors.joining(",", "{", "}"));
        };
    }

    private static boolean isJsonNumber(String text) {
        return text.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    }

    private static String quoted(String text) {
        return JsonMapper.shared().writeValueAsString(text);
    }

    /** A scalar as written; the items of a list with commas between them. */
    private static String text(PlanNode node) {
        return switch (node) {
            case PlanNode.Scalar scalar -> scalar.text();
            case PlanNode.Sequence sequence ->
                sequence.items().stream().map(PlanArguments::text).collect(Collectors.joining(","));
            case PlanNode.Mapping mapping -> json(mapping);
        };
    }

    private static boolean nothing(PlanNode node) {
        return node instanceof PlanNode.Scalar scalar && scalar.kind() == PlanNode.Kind.NOTHING;
    }

    private void complain(PlanNode.Entry entry, String what) {
        problems.add(file.name() + ":" + entry.line() + ": " + what);
    }

    /** The setting that a complaint about an option is about, if the file made it. */
    static Optional<Setting> blamed(List<Setting> settings, String problem) {
        return settings.stream()
                .filter(setting -> List.of(setting.option().names()).stream()
                        .anyMatch(name -> problem.matches("(?s).*(?<![\\w-])" + name + "(?![\\w-]).*")))
                .findFirst();
    }
}
