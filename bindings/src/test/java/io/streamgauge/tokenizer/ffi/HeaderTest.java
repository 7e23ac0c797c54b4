package io.streamgauge.tokenizer.ffi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The Java layer declares what the C header declares. */
class HeaderTest {
    private static final Path HEADER = Path.of("..", "native", "include", "tokenizers_c.h");
    private static final Pattern FUNCTION =
            Pattern.compile("^([A-Za-z_][\\w ]*?[ *]+)(\\w+)\\(([^)]*)\\);", Pattern.MULTILINE);
    private static final Pattern CONSTANT = Pattern.compile("^#define (TOKENIZERS_\\w+) (-?\\d+)$", Pattern.MULTILINE);
    private static final Pattern UNTAGGED_STRUCT =
            Pattern.compile("^typedef struct \\{[^}]*\\} (\\w+);", Pattern.MULTILINE);

    private static String header = "";

    @BeforeAll
    static void readHeader() throws IOException {
        header = Files.readString(HEADER);
        // Loads the library, without which the layer's classes do not initialise.
        try (var tokenizer = io.streamgauge.tokenizer.Tokenizer.load(
                Path.of("src", "test", "resources", "tokenizers", "wordpiece.json"))) {
            assertThat(tokenizer.vocabularySize()).isPositive();
        }
    }

    @Test
    void functionsHaveTheDescriptorsOfTheirDeclarations() throws ReflectiveOperationException {
        Map<String, String> declared = new TreeMap<>();
        for (MatchResult function : FUNCTION.matcher(header).results().toList()) {
            declared.put(function.group(2), signature(function.group(1), function.group(3)));
        }
        Map<String, String> bound = new TreeMap<>();
        for (Method method : tokenizers_h.class.getDeclaredMethods()) {
            if (method.getName().endsWith("$descriptor")) {
                FunctionDescriptor descriptor = (FunctionDescriptor) method.invoke(null);
                bound.put(method.getName().replace("$descriptor", ""), signature(descriptor));
            }
        }
        assertThat(declared).hasSizeGreaterThan(20);
        assertThat(bound).isEqualTo(declared);
    }

    @Test
    void constantsHaveTheValuesOfTheirDefinitions() throws ReflectiveOperationException {
        List<MatchResult> constants = CONSTANT.matcher(header).results().toList();
        assertThat(constants).hasSizeGreaterThan(10);
        for (MatchResult constant : constants) {
            Object value = tokenizers_h.class.getMethod(constant.group(1)).invoke(null);
            assertThat(value).as(constant.group(1)).isEqualTo(Integer.valueOf(constant.group(2)));
        }
    }

    /** What the Maven profile {@code jextract} would leave out, the committed layer would miss after its run. */
    @Test
    void jextractIsToldOfEveryDeclaration() throws IOException {
        List<String> told = Files.readAllLines(Path.of("src", "main", "jextract", "includes.txt"));
        FUNCTION.matcher(header)
                .results()
                .forEach(function -> assertThat(told).contains("--include-function " + function.group(2)));
        CONSTANT.matcher(header)
                .results()
                .forEach(constant -> assertThat(told).contains("--include-constant " + constant.group(1)));
        UNTAGGED_STRUCT
                .matcher(header)
                .results()
                .map(struct -> struct.group(1))
                .forEach(name -> assertThat(told).contains("--include-struct " + name, "--include-typedef " + name));
    }

    private static String signature(String result, String parameters) {
        List<String> types = new ArrayList<>();
        if (!parameters.strip().equals("void")) {
            for (String parameter : parameters.split(",", -1)) {
                types.add(carrier(parameter.strip().replaceAll("\\w+$", "")));
            }
        }
        return carrier(result) + types;
    }

    private static String carrier(String type) {
        String name = type.replace("const", "").strip();
        if (name.endsWith("*") || name.equals("TokenizerHandle")) {
            return "address";
        }
        return switch (name) {
            case "int", "int32_t", "uint32_t" -> "4";
            case "size_t", "int64_t" -> "8";
            case "void" -> "void";
            default -> throw new IllegalArgumentException("a type the test does not know: " + type);
        };
    }

    private static String signature(FunctionDescriptor descriptor) {
        List<String> types =
                descriptor.argumentLayouts().stream().map(HeaderTest::carrier).toList();
        return descriptor.returnLayout().map(HeaderTest::carrier).orElse("void") + types;
    }

    private static String carrier(MemoryLayout layout) {
        return layout.withoutName() instanceof java.lang.foreign.AddressLayout
                ? "address"
                : String.valueOf(layout.byteSize());
    }
}
