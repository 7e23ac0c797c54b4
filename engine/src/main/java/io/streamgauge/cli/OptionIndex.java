package io.streamgauge.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options of {@code profile} as a file that the build writes, a line for each: all that reading a command line takes, without
 * what only help shows. To make them of their annotations is a quarter of a start, most of it classes that the JVM makes for
 * annotations and for access to each field.
 *
 * <p>Tabs separate names, type, class and field of the value (both empty where it is kept nowhere), and then what differs from
 * picocli's defaults, as {@code key=value}.
 */
final class OptionIndex {
    /** Beside this class in the jar. */
    static final String FILE = "profile.options";

    private final Map<String, Class<?>> types = new HashMap<>();
    private final Map<String, ITypeConverter<?>> converters = new HashMap<>();
    private final Map<String, Holder> holders = new HashMap<>();

    /** @param owners the objects whose fields options are read into */
    private OptionIndex(List<Object> owners) {
        for (Object owner : owners) {
            for (Class<?> type = owner.getClass(); type != Object.class; type = type.getSuperclass()) {
                holders.put(type.getSimpleName(), new Holder(owner, type));
            }
        }
        Stream.of(boolean.class, int.class, long.class, double.class).forEach(type -> types.put(type.getName(), type));
    }

    /** Writes the index; the build calls it. */
    static void write(OutputStream to) {
        PrintStream out = new PrintStream(to, false, StandardCharsets.UTF_8);
        CommandSpec profile =
                CommandTree.profileAlone(new Environment(Map.of(), false, 80)).getCommandSpec();
        profile.options().forEach(option -> out.print(line(option) + "\n"));
        out.flush();
    }

    /** Gives a command the options of an index. */
    static void read(InputStream index, List<Object> owners, CommandSpec command) {
        OptionIndex reader = new OptionIndex(owners);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(index, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                command.addOption(reader.option(line.split("\t", -1)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the index of options cannot be read", e);
        }
    }

    private static String line(OptionSpec option) {
        StringBuilder line = new StringBuilder(String.join(" ", option.names()));
        line.append('\t').append(option.type().getName());
        // Those of -h and -V are kept in fields of picocli's own, and those that other tools alone have in none.
        Field field = option.userObject() instanceof Field it
                        && it.getDeclaringClass().getPackage() == OptionIndex.class.getPackage()
                ? it
                : null;
        line.append('\t').append(field == null ? "" : field.getDeclaringClass().getSimpleName());
        line.append('\t').append(field == null ? "" : field.getName());
        if (option.auxiliaryTypes().length > 0 && option.auxiliaryTypes()[0] != option.type()) {
            put(
                    line,
                    "of",
                    Stream.of(option.auxiliaryTypes()).map(Class::getName).collect(Collectors.joining(" ")));
        }
        if (!option.arity().isUnspecified()) {
            put(line, "arity", option.arity().toString());
        }
        put(line, "split", option.splitRegex());
        for (ITypeConverter<?> converter : option.converters()) {
            put(line, "converter", converter.getClass().getName());
        }
        put(line, "fallback", option.fallbackValue());
        put(line, "default", option.defaultValue());
        put(line, "hidden", option.hidden());
        put(line, "negatable", option.negatable());
        put(line, "help", option.usageHelp());
        put(line, "version", option.versionHelp());
        return line.toString();
    }

    private static void put(StringBuilder line, String key, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            line.append('\t').append(key).append('=').append(value);
        }
    }

    private static void put(StringBuilder line, String key, boolean set) {
        put(line, key, set ? "true" : "");
    }

    private OptionSpec option(String[] parts) {
        OptionSpec.Builder option = OptionSpec.builder(parts[0].split(" "));
        option.type(type(parts[1])).hasInitialValue(false);
        Holder holder = holders.get(parts[2]);
        if (holder != null) {
            FieldValue value = new FieldValue(holder, parts[3]);
            option.userObject(value).getter(value).setter(value);
        } else if (!parts[2].isEmpty()) {
            throw new IllegalStateException("nobody has the options of " + parts[2]);
        }
        for (int i = 4; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            add(parts[i].substring(0, equals), parts[i].substring(equals + 1), option);
        }
        return option.build();
    }

    private void add(String key, String value, OptionSpec.Builder option) {
        switch (key) {
            case "of" ->
                option.auxiliaryTypes(
                        Stream.of(value.split(" ")).map(this::type).toArray(Class<?>[]::new));
            case "arity" -> option.arity(value);
            case "split" -> option.splitRegex(value);
            case "converter" -> option.converters(converters.computeIfAbsent(value, LaterConverter::new));
            case "fallback" -> option.fallbackValue(value);
            case "default" -> option.defaultValue(value);
            case "hidden" -> option.hidden(true);
            case "negatable" -> option.negatable(true);
            case "help" -> option.usageHelp(true);
            case "version" -> option.versionHelp(true);
            default -> throw new IllegalStateException("an index of options with '" + key + "'");
        }
    }

    private Class<?> type(String name) {
        return types.computeIfAbsent(name, OptionIndex::named);
    }

    private static Class<?> named(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An object with options, and the class that declares them. */
    record Holder(Object object, Class<?> declaring) {}

    /** The field that an option is read into. It is looked up when it is needed: one command line names few options. */
    record FieldValue(Holder holder, String name) implements IGetter, ISetter {
        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // picocli: whoever asks knows the type
        public <T> @Nullable T get() throws ReflectiveOperationException {
            return (T) field().get(holder.object);
        }

        @Override
        public <T> @Nullable T set(T value) throws ReflectiveOperationException {
            T before = get();
            field().set(holder.object, value);
            return before;
        }

        private Field field() throws NoSuchFieldException {
            return holder.declaring.getDeclaredField(name);
        }
    }

    /** A converter that is made when a value is to be converted. */
    private record LaterConverter(String name) implements ITypeConverter<Object> {
        @Override
        public Object convert(String value) throws Exception {
            return ((ITypeConverter<?>) named(name).getDeclaredConstructor().newInstance()).convert(value);
        }
    }
}
