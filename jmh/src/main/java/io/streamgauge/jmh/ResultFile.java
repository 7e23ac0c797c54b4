package io.streamgauge.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * JMH's JSON result.
 *
 * @param machine what {@link Machine} said where it was taken
 * @param jmhVersion JMH's version
 * @param jdk version of the JVM measured
 * @param samples score of each iteration in time per operation, by benchmark with its parameters
 * @param units unit of those
 */
record ResultFile(
        String machine, String jmhVersion, String jdk, Map<String, double[]> samples, Map<String, String> units) {
    private static final String MACHINE = "machine";

    /** Notes the machine in a result. */
    static void sign(Path file, String machine) throws IOException {
        JsonNode results = JsonMapper.shared().readTree(Files.readAllBytes(file));
        for (JsonNode result : results) {
            ((ObjectNode) result).put(MACHINE, machine);
        }
        Files.writeString(file, results.toPrettyString() + "\n");
    }

    /**
     * Reads a result.
     *
     * @throws ComparisonException when it is none, or not taken by {@link Main}
     */
    static ResultFile read(Path file) {
        try {
            JsonNode results = JsonMapper.shared().readTree(Files.readAllBytes(file));
            if (!results.isArray() || results.isEmpty()) {
                throw new ComparisonException(file + " is no JMH result: make one with -rf json -rff FILE");
            }
            return of(file, results);
        } catch (IOException e) {
            throw new ComparisonException(file + " cannot be read: name a JMH result, made with -rf json -rff FILE");
        } catch (JacksonException e) {
            throw new ComparisonException(file + " is no JSON: make one with -rf json -rff FILE");
        }
    }

    private static ResultFile of(Path file, JsonNode results) {
        JsonNode first = results.get(0);
        if (!first.has(MACHINE)) {
            throw new ComparisonException(
                    file + " does not say which machine it was taken on: take it with java -jar benchmarks.jar");
        }
        Map<String, double[]> samples = new LinkedHashMap<>();
        Map<String, String> units = new LinkedHashMap<>();
        for (JsonNode result : results) {
            String name = name(result);
            samples.put(name, samples(result));
            units.put(name, result.at("/primaryMetric/scoreUnit").asString());
        }
        return new ResultFile(
                first.path(MACHINE).asString(),
                first.path("jmhVersion").asString(),
                first.path("jdkVersion").asString(),
                samples,
                units);
    }

    private static String name(JsonNode result) {
        String name = result.path("benchmark").asString().replaceFirst("^(?:\\w+\\.)*(?=\\w+\\.\\w+$)", "");
        StringBuilder parameters = new StringBuilder();
        for (Map.Entry<String, JsonNode> parameter : result.path("params").properties()) {
            parameters
                    .append(parameters.isEmpty() ? "" : ",")
                    .append(parameter.getKey())
                    .append('=')
                    .append(parameter.getValue().asString());
        }
        return parameters.isEmpty() ? name : name + "(" + parameters + ")";
    }

    private static double[] samples(JsonNode result) {
        List<Double> all = new ArrayList<>();
        boolean rate = result.path("mode").asString().equals("thrpt");
        for (JsonNode fork : result.at("/primaryMetric/rawData")) {
            for (JsonNode iteration : fork) {
                all.add(rate ? 1 / iteration.asDouble() : iteration.asDouble());
            }
        }
        return all.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The first benchmark with its parameters. */
    String firstName() {
        return samples.keySet().iterator().next();
    }

    /** All samples of several results of the same code, taken on the same machine. */
    static ResultFile pooled(List<ResultFile> results) {
        Map<String, double[]> samples = new LinkedHashMap<>();
        for (ResultFile result : results) {
            result.samples.forEach((name, values) -> samples.merge(name, values, ResultFile::joined));
        }
        ResultFile first = results.getFirst();
        return new ResultFile(first.machine, first.jmhVersion, first.jdk, samples, first.units);
    }

    private static double[] joined(double[] left, double[] right) {
        double[] all = java.util.Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, all, left.length, right.length);
        return all;
    }
}
