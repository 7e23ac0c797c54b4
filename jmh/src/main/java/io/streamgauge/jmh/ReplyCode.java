package io.streamgauge.jmh;

/** Fenced blocks of code as answers hold them: Python, Java, shell, JSON, SQL, with names of their own. One thread. */
final class ReplyCode {
    private final Chance chance;
    private final ReplyWords words;

    ReplyCode(Chance chance, ReplyWords words) {
        this.chance = chance;
        this.words = words;
    }

    void appendTo(StringBuilder text) {
        switch (chance.below(5)) {
            case 0 -> java(text);
            case 1 -> shell(text);
            case 2 -> json(text);
            case 3 -> sql(text);
            default -> python(text);
        }
        text.append("```\n");
    }

    private void python(StringBuilder text) {
        String type = ReplyWords.capital(words.usual());
        text.append("```python\nimport ")
                .append(chance.of("os", "json", "asyncio", "numpy as np", "time"))
                .append("\n\n\n");
        text.append("class ")
                .append(type)
                .append(":\n    \"\"\"")
                .append(words.sentence())
                .append("\"\"\"\n\n");
        for (int methods = 1 + chance.below(3); methods > 0; methods--) {
            String argument = words.identifier();
            text.append("    def ")
                    .append(words.identifier())
                    .append("(self, ")
                    .append(argument)
                    .append(": ");
            text.append(chance.of("int", "str", "list[float]", "dict", "float = " + words.number()))
                    .append("):\n");
            text.append("        for i in range(").append(chance.below(1000)).append("):\n");
            text.append("            self.")
                    .append(words.identifier())
                    .append(chance.of(" += ", " = ", " -= "))
                    .append(argument);
            text.append("[i] * ")
                    .append(chance.below(50))
                    .append("  # ")
                    .append(words.phrase())
                    .append('\n');
            text.append("        return ")
                    .append(chance.of("None", "True", argument, "len(" + argument + ")"))
                    .append("\n\n");
        }
    }

    private void java(StringBuilder text) {
        text.append("```java\npublic record ")
                .append(ReplyWords.capital(words.usual()))
                .append("(String ")
                .append(words.identifier());
        text.append(", long ").append(words.identifier()).append(") {\n");
        for (int methods = 1 + chance.below(3); methods > 0; methods--) {
            String argument = words.identifier();
            text.append("    /** ")
                    .append(words.sentence())
                    .append(" */\n    static int ")
                    .append(words.identifier());
            text.append("(List<")
                    .append(chance.of("String", "Integer", "byte[]"))
                    .append("> ")
                    .append(argument)
                    .append(") {\n");
            text.append("        if (")
                    .append(argument)
                    .append(".size() >= ")
                    .append(chance.below(512))
                    .append(") {\n");
            text.append("            throw new IllegalStateException(\"")
                    .append(words.phrase())
                    .append(": \" + ")
                    .append(argument)
                    .append(");\n        }\n");
            text.append("        return ")
                    .append(argument)
                    .append(".get(")
                    .append(chance.below(9))
                    .append(").hashCode();\n    }\n\n");
        }
        text.append("}\n");
    }

    private void shell(StringBuilder text) {
        text.append("```bash\n");
        for (int lines = 2 + chance.below(5); lines > 0; lines--) {
            text.append(chance.of("$ ", "sudo ", ""))
                    .append(chance.of(
                            "curl -s https://example.org/",
                            "cat /var/log/",
                            "docker run --rm -it ",
                            "git log --oneline "));
            text.append(words.identifier())
                    .append(chance.of(" | grep -v ", " --", " > /tmp/", " && echo "))
                    .append(words.usual())
                    .append('\n');
        }
    }

    private void json(StringBuilder text) {
        text.append("```json\n{\n");
        for (int fields = 2 + chance.below(6); fields > 0; fields--) {
            text.append("  \"").append(words.identifier()).append("\": ");
            text.append(chance.in(2) ? "\"" + words.phrase() + "\"" : Integer.toString(chance.below(100_000)))
                    .append(fields > 1 ? ",\n" : "\n");
        }
        text.append("}\n");
    }

    private void sql(StringBuilder text) {
        String table = words.usual();
        text.append("```sql\nSELECT ")
                .append(words.identifier())
                .append(", COUNT(*) AS ")
                .append(words.usual())
                .append("\nFROM ")
                .append(table);
        text.append("\nWHERE ")
                .append(words.identifier())
                .append(" > ")
                .append(chance.below(10_000))
                .append(" AND ")
                .append(words.identifier());
        text.append(" <> '")
                .append(words.usual())
                .append("'\nGROUP BY ")
                .append(words.identifier())
                .append("\nORDER BY 2 DESC\nLIMIT ")
                .append(chance.below(100))
                .append(";\n");
    }
}
