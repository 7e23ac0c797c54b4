import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes an executable jar quick to start from. Arguments: the jar, which is replaced, and a directory for native libraries.
 *
 * <p>The JVM's ahead-of-time cache holds no class of Java 5 or older, as picocli's are: these are given stack maps and a newer
 * version. What is no class is stored as it is, which is quicker to read than what was compressed. Netty's native libraries
 * for this platform are put into the directory too: found in {@code java.library.path}, they are not unpacked at each start. And options are put
 * into an index, which is quicker to read than their annotations.
 */
public final class PrepareJar {
    private static final String NATIVES = "META-INF/native/";
    private static final String OPTIONS = "io/streamgauge/cli/profile.options";

    public static void main(String[] args) throws IOException {
        Path jar = Path.of(args[0]);
        Path natives = Files.createDirectories(Path.of(args[1]));
        Path prepared = jar.resolveSibling(jar.getFileName() + ".prepared");
        try (JarFile from = new JarFile(jar.toFile());
                URLClassLoader classes = new URLClassLoader(
                        new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
                ZipOutputStream to = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(prepared)))) {
            ClassFile format = ClassFile.of(
                    StackMapsOption.GENERATE_STACK_MAPS,
                    ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(classes)
                            .orElse(ClassHierarchyResolver.defaultResolver())));
            for (ZipEntry entry : Collections.list(from.entries())) {
                String name = entry.getName();
                byte[] bytes = from.getInputStream(entry).readAllBytes();
                if (name.startsWith(NATIVES) && name.endsWith(suffix())) {
                    Files.write(natives.resolve(name.substring(NATIVES.length())), bytes);
                }
                boolean isClass = name.endsWith(".class");
                put(to, entry, isClass ? renewed(format, bytes) : bytes, isClass);
            }
            put(to, new ZipEntry(OPTIONS), options(classes), false);
        }
        Files.move(prepared, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The index of options, which the program writes itself. */
    private static byte[] options(ClassLoader classes) {
        try {
            ByteArrayOutputStream options = new ByteArrayOutputStream();
            Method write = classes.loadClass("io.streamgauge.cli.OptionIndex").getDeclaredMethod("write", OutputStream.class);
            write.setAccessible(true);
            write.invoke(null, options);
            return options.toByteArray();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the index of options cannot be written", e);
        }
    }

    private static byte[] renewed(ClassFile format, byte[] bytes) {
        ClassModel model = format.parse(bytes);
        if (model.majorVersion() >= ClassFile.JAVA_6_VERSION) {
            return bytes;
        }
        // Passing each instruction on makes the code anew, with the stack maps that it lacked.
        ClassTransform renewing = ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
                .andThen(ClassTransform.dropping(element -> element instanceof ClassFileVersion))
                .andThen(ClassTransform.endHandler(builder -> builder.withVersion(ClassFile.JAVA_8_VERSION, 0)));
        return format.transformClass(model, renewing);
    }

    private static void put(ZipOutputStream to, ZipEntry from, byte[] bytes, boolean compressed) throws IOException {
        ZipEntry entry = new ZipEntry(from.getName());
        entry.setTime(from.getTime());
        if (!compressed) {
            CRC32 sum = new CRC32();
            sum.update(bytes);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(bytes.length);
            entry.setCrc(sum.getValue());
        }
        to.putNextEntry(entry);
        to.write(bytes);
        to.closeEntry();
    }

    /** How the names of this platform's libraries end, as Netty spells it. */
    private static String suffix() {
        String architecture = System.getProperty("os.arch").replace("amd64", "x86_64").replace("aarch64", "aarch_64");
        return "_" + System.mapLibraryName(architecture).replaceFirst("^lib", "");
    }
}
