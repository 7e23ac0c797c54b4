package io.streamgauge.report;

import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** JSON as Python's {@code json.dumps(…, indent=2)} lays it out, which readers of genai-perf's files are used to. */
final class PrettyJson {
    private PrettyJson() {}

    private static PrettyPrinter printer() {
        var indenter = new DefaultIndenter("  ", "\n");
        var separators = PrettyPrinter.DEFAULT_SEPARATORS
                .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                .withArrayEmptySeparator("")
                .withObjectEmptySeparator("");
        return new DefaultPrettyPrinter(separators).withArrayIndenter(indenter).withObjectIndenter(indenter);
    }

    static String of(Object tree) {
        return writer().writeValueAsString(tree);
    }

    static ObjectWriter writer() {
        return JsonMapper.shared().writer().with(printer());
    }
}
