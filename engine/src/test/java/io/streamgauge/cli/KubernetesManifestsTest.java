package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.plan.PlanFile;
import io.streamgauge.plan.PlanNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests against what the Kubernetes API takes (a subset, in the resources), and against this program's own options. */
class KubernetesManifestsTest {
    private static Path folder() {
        Path here = Path.of("").toAbsolutePath();
        Path top = Files.isDirectory(here.resolve("deploy")) ? here : here.resolveSibling("");
        return top.resolve("deploy/kubernetes");
    }

    static Stream<Path> manifests() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.filter(file -> file.toString().endsWith(".yaml")).toList().stream();
        }
    }

    private static PlanNode.Mapping schema(String kind) throws URISyntaxException {
        Path file = Path.of(Objects.requireNonNull(KubernetesManifestsTest.class.getResource("kubernetes-schema.yaml"))
                .toURI());
        return (PlanNode.Mapping)
                Objects.requireNonNull(child(PlanFile.read(file).root(), kind), kind);
    }

    private static @Nullable PlanNode child(PlanNode node, String key) {
        return ((PlanNode.Mapping) node)
                .entries().stream()
                        .filter(entry -> entry.key().equals(key))
                        .map(PlanNode.Entry::value)
                        .findFirst()
                        .orElse(null);
    }

    private static PlanNode at(PlanNode node, String path) {
        PlanNode here = node;
        for (String part : path.split("\\.", -1)) {
            here = part.matches("[0-9]+")
                    ? ((PlanNode.Sequence) here).items().get(Integer.parseInt(part))
                    : Objects.requireNonNull(child(here, part), path);
        }
        return here;
    }

    private static String text(PlanNode node) {
        return ((PlanNode.Scalar) node).text();
    }

    /** What is wrong with a manifest, a line each. */
    private static List<String> problems(PlanNode.Mapping manifest) throws URISyntaxException {
        List<String> problems = new ArrayList<>();
        check("", manifest, schema(text(at(manifest, "kind"))), problems);
        return problems;
    }

    private static void check(String path, PlanNode value, PlanNode schema, List<String> problems) {
        switch (schema) {
            case PlanNode.Mapping known -> {
                if (!(value instanceof PlanNode.Mapping mapping)) {
                    problems.add(path + " must be a mapping");
                    return;
                }
                PlanNode any = child(known, "*");
                for (PlanNode.Entry entry : mapping.entries()) {
                    PlanNode below = any != null ? any : child(known, entry.key());
                    if (below == null) {
                        problems.add(path + "." + entry.key() + " is unknown");
                    } else {
                        check(path + "." + entry.key(), entry.value(), below, problems);
                    }
                }
            }
            case PlanNode.Sequence known -> {
                if (!(value instanceof PlanNode.Sequence sequence)) {
                    problems.add(path + " must be a list");
                    return;
                }
                sequence.items()
                        .forEach(item -> check(path + "[]", item, known.items().getFirst(), problems));
            }
            case PlanNode.Scalar type -> {
                if (!(value instanceof PlanNode.Scalar scalar) || !fits(scalar, type.text())) {
                    problems.add(path + " must be " + type.text());
                }
            }
        }
    }

    private static boolean fits(PlanNode.Scalar scalar, String type) {
        return switch (type) {
            case "string" -> scalar.kind() == PlanNode.Kind.TEXT;
            case "name" -> scalar.text().matches("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
            case "integer" ->
                scalar.kind() == PlanNode.Kind.NUMBER && scalar.text().matches("[0-9]+");
            case "boolean" -> scalar.kind() == PlanNode.Kind.BOOLEAN;
            case "quantity" -> scalar.text().matches("[0-9]+(\\.[0-9]+)?(m|k|Ki|M|Mi|G|Gi|T|Ti)?");
            default -> List.of(type.split("\\|", -1)).contains(scalar.text());
        };
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void saysOnlyWhatTheApiTakes(Path manifest) throws URISyntaxException {
        assertThat(problems(PlanFile.read(manifest).root())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind: Job\nspec: {completion: 4}",
                "kind: Job\nspec: {completions: four}",
                "kind: Job\nspec: {template: {spec: {containers: {name: a}}}}",
                "kind: Job\nspec: {template: {spec: {containers: [{env: [{name: A, value: 4}]}]}}}",
                "kind: ConfigMap\nmetadata: {name: Not_A_Name}"
            })
    void theCheckItselfFindsMistakes(String manifest) throws URISyntaxException {
        assertThat(problems(PlanFile.parse("x", manifest).root())).hasSize(1);
    }

    @Test
    void thePlanInTheManifestIsOneThatRuns() {
        PlanNode data = at(PlanFile.read(folder().resolve("plan.yaml")).root(), "data");
        String yaml = text(Objects.requireNonNull(child(data, "plan.yaml")));
        assertThat(PlanArguments.read(
                        PlanFile.parse("plan.yaml", yaml),
                        CommandTree.profileAlone(new Environment(Map.of(), false, 200))
                                .getCommandSpec()))
                .hasSizeGreaterThan(8);
    }

    @Test
    void podsAreAsManyAsTheyAreTold() {
        PlanNode job = PlanFile.read(folder().resolve("job.yaml")).root();
        String completions = text(at(job, "spec.completions"));
        assertThat(text(at(job, "spec.parallelism"))).isEqualTo(completions);
        assertThat(text(at(job, "spec.template.spec.containers.0.env.0.name"))).isEqualTo("JOB_COMPLETIONS");
        assertThat(text(at(job, "spec.template.spec.containers.0.env.0.value"))).isEqualTo(completions);
        assertThat(text(at(job, "spec.completionMode"))).isEqualTo("Indexed");
    }
}
