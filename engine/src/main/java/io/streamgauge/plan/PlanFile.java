package io.streamgauge.plan;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * A plan file as it stands: YAML, and so JSON too. It knows no key; who reads the tree says what its keys mean.
 *
 * @param name the file as the user gave it, for messages
 */
public record PlanFile(String name, PlanNode.Mapping root) {
    private static final int DEEPEST = 32;

    /**
     * Reads a file.
     *
     * @throws PlanException with file, line and reason when it cannot be read, is no YAML or no mapping, or has a key twice
     */
    public static PlanFile read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (CharacterCodingException e) {
            throw new PlanException(file + ": not UTF-8 text; give a plan in YAML");
        } catch (IOException e) {
            String why =
                    Files.isDirectory(file) ? "is a directory" : Files.exists(file) ? "cannot be read" : "not there";
            throw new PlanException(file + ": " + why + "; 'streamgauge create-template' writes a plan to begin with");
        }
    }

    /** Reads a plan's text; {@code name} is what messages call it. */
    public static PlanFile parse(String name, String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(name)
                .setSchema(new CoreSchema())
                .setUseMarks(true)
                .build();
        try {
            checkDepth(name, new Parse(settings).parseString(text));
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isEmpty()) {
                return new PlanFile(name, new PlanNode.Mapping(1, List.of()));
            }
            PlanNode tree = new Reader(name).node(root.get(), 0);
            if (tree instanceof PlanNode.Mapping mapping) {
                return new PlanFile(name, mapping);
            }
            throw new PlanException(name + ":" + tree.line() + ": a plan is made of 'key: value' lines");
        } catch (MarkedYamlEngineException e) {
            String where =
                    e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
            throw new PlanException(name + where + ": not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new PlanException(name + ": not YAML: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            // What the library lets through of an escape that is cut off or out of range.
            throw new PlanException(name + ": not YAML: an escape in double quotes that names no character");
        }
    }

    /** The library composes by recursion, so how deep the text goes is looked at before; aliases are left to the reader. */
    private static void checkDepth(String name, Iterable<Event> events) {
        int depth = 0;
        for (Event event : events) {
            if (event instanceof CollectionStartEvent) {
                depth++;
            } else if (event instanceof CollectionEndEvent) {
                depth--;
            }
            if (depth > DEEPEST) {
                int line = event.getStartMark().map(Mark::getLine).orElse(0) + 1;
                throw new PlanException(name + ":" + line + ": nested deeper than any plan needs");
            }
        }
    }

    private record Reader(String name) {
        PlanNode node(Node node, int depth) {
            int line = line(node);
            if (depth > DEEPEST) {
                throw new PlanException(name + ":" + line + ": nested deeper than any plan needs");
            }
            return switch (node) {
                case ScalarNode scalar -> new PlanNode.Scalar(line, scalar.getValue(), kind(scalar.getTag()));
                case SequenceNode sequence ->
                    new PlanNode.Sequence(
                            line,
                            sequence.getValue().stream()
                                    .map(item -> node(item, depth + 1))
                                    .toList());
                case MappingNode mapping -> mapping(line, mapping, depth);
                default -> throw new PlanException(name + ":" + line + ": no part of a plan");
            };
        }

        private PlanNode mapping(int line, MappingNode mapping, int depth) {
            List<PlanNode.Entry> entries = new ArrayList<>();
            Map<String, Integer> seen = new HashMap<>();
            for (NodeTuple tuple : mapping.getValue()) {
                int at = line(tuple.getKeyNode());
                if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                    throw new PlanException(name + ":" + at + ": a key must be a word");
                }
                Integer before = seen.putIfAbsent(key.getValue(), at);
                if (before != null) {
                    throw new PlanException(
                            name + ":" + at + ": '" + key.getValue() + "' stands on line " + before + " already");
                }
                entries.add(new PlanNode.Entry(key.getValue(), at, node(tuple.getValueNode(), depth + 1)));
            }
            return new PlanNode.Mapping(line, entries);
        }

        private static int line(Node node) {
            return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
        }

        private static PlanNode.Kind kind(Tag tag) {
            if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
                return PlanNode.Kind.NUMBER;
            }
            if (tag.equals(Tag.BOOL)) {
                return PlanNode.Kind.BOOLEAN;
            }
            return tag.equals(Tag.NULL) ? PlanNode.Kind.NOTHING : PlanNode.Kind.TEXT;
        }
    }
}
