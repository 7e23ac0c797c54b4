package io.streamgauge.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;

/** An image as a body carries it. */
final class ImageSource {
    private ImageSource() {}

    /** The address as it is, or a file's content as a data URL; a file is looked for beside the dataset. */
    static String url(Path dataset, String image) {
        if (image.startsWith("http://") || image.startsWith("https://") || image.startsWith("data:")) {
            return image;
        }
        try {
            var content = Files.readAllBytes(dataset.resolveSibling(image));
            return "data:image/" + type(image) + ";base64,"
                    + Base64.getEncoder().encodeToString(content);
        } catch (IOException | InvalidPathException e) {
            throw new RowException("cannot read image '" + image + "'", e);
        }
    }

    private static String type(String name) {
        var ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (ending) {
            case "png", "gif", "webp", "jpeg" -> ending;
            case "jpg" -> "jpeg";
            default ->
                throw new RowException("image '" + name + "' is of no known kind; expected png, jpeg, gif or webp");
        };
    }
}
