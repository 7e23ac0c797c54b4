import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Puts the library that Cargo built where the bindings look for it: {@code natives/PLATFORM/LIBRARY}, with the SHA-256 of its
 * bytes beside it in {@code LIBRARY.sha256}. Arguments: Cargo's output directory, the class directory, the platform or nothing.
 */
public final class StageLibrary {
    public static void main(String[] args) throws IOException, NoSuchAlgorithmException {
        String library = System.mapLibraryName("streamgauge_tokenizers");
        String platform = args.length > 2 && !args[2].isBlank() ? args[2] : platform();
        Path staged = Path.of(args[1], "natives", platform, library);
        Files.createDirectories(staged.getParent());
        byte[] bytes = Files.readAllBytes(Path.of(args[0], library));
        Path fresh = Files.createTempFile(staged.getParent(), library, ".tmp");
        Files.write(fresh, bytes);
        Files.move(fresh, staged, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        Files.writeString(staged.resolveSibling(library + ".sha256"), hash + "\n");
    }

    /** {@code linux-x64}, {@code linux-aarch64}, {@code macos-x64} or {@code macos-aarch64}, as the bindings spell it. */
    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String name = system.startsWith("mac") ? "macos" : system.split(" ", 2)[0];
        return name + "-" + (processor.equals("amd64") || processor.equals("x86_64") ? "x64" : processor);
    }
}
