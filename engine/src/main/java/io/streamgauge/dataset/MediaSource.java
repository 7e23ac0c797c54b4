package io.streamgauge.dataset;

import io.streamgauge.prompt.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Images, sounds and videos as a body carries them, from what a dataset says of them. */
final class MediaSource {
    private static final Pattern DATA_URL = Pattern.compile("data:audio/([\\w.+-]+)[^,]*;base64,(.*)", Pattern.DOTALL);

    /** AIPerf's way: format and content with a comma between them. */
    private static final Pattern FORMAT_AND_CONTENT = Pattern.compile("(wav|mp3),([A-Za-z0-9+/=\\s]+)");

    private MediaSource() {}

    /** An address or a data URL as it is, or a file's content as a data URL; a file is looked for beside the dataset. */
    static String image(Path dataset, String image) {
        if (image.startsWith("http://") || image.startsWith("https://") || image.startsWith("data:")) {
            return image;
        }
        String type = imageType(image);
        if (type == null) {
            throw new RowException("image '" + image + "' is of no known kind; expected png, jpeg, gif or webp");
        }
        return "data:image/" + type + ";base64," + content(dataset, image, "image");
    }

    /** The same of a video. */
    static String video(Path dataset, String video) {
        if (video.startsWith("http://") || video.startsWith("https://") || video.startsWith("data:")) {
            return video;
        }
        String type = videoType(video);
        if (type == null) {
            throw new RowException("video '" + video + "' is of no known kind; expected mp4, webm, mpeg, mov or mkv");
        }
        return "data:video/" + type + ";base64," + content(dataset, video, "video");
    }

    /** A data URL's content, or a file's; a file is looked for beside the dataset. */
    static Content.Audio audio(Path dataset, String audio) {
        var url = DATA_URL.matcher(audio);
        if (url.matches()) {
            return new Content.Audio(url.group(2), audioType(audio, url.group(1)));
        }
        var pair = FORMAT_AND_CONTENT.matcher(audio);
        if (pair.matches()) {
            return new Content.Audio(pair.group(2), pair.group(1));
        }
        if (audio.startsWith("http://") || audio.startsWith("https://") || audio.startsWith("data:")) {
            throw new RowException("audio '" + shortened(audio)
                    + "' is no file; sounds go into the request, so expected a path or data:audio/…;base64,…");
        }
        return new Content.Audio(content(dataset, audio, "audio"), audioType(audio, ending(audio)));
    }

    /** Whether a file's name says that it is an image. */
    static boolean isImage(Path file) {
        return "image".equals(field(file.toString()));
    }

    /** Whether a file's name says that it is a sound. */
    static boolean isAudio(Path file) {
        return "audio".equals(field(file.toString()));
    }

    /** Whether a file's name says that it is a video. */
    static boolean isVideo(Path file) {
        return "video".equals(field(file.toString()));
    }

    /** What a row calls what a file of that name holds; null where it is neither an image nor a sound nor a video. */
    static @Nullable String field(String name) {
        if (imageType(name) != null) {
            return "image";
        }
        if (videoType(name) != null) {
            return "video";
        }
        return ending(name).equals("wav") || ending(name).equals("mp3") ? "audio" : null;
    }

    /** @param name of a file that {@link #field} knows */
    static String dataUrl(String name, byte[] content) {
        var field = Objects.requireNonNull(field(name));
        var type = switch (field) {
            case "image" -> imageType(name);
            case "video" -> videoType(name);
            default -> ending(name);
        };
        return "data:" + field + "/" + type + ";base64," + Base64.getEncoder().encodeToString(content);
    }

    private static String content(Path dataset, String name, String what) {
        try {
            return Base64.getEncoder().encodeToString(Files.readAllBytes(dataset.resolveSibling(name)));
        } catch (IOException | InvalidPathException e) {
            throw new RowException("cannot read " + what + " '" + name + "'", e);
        }
    }

    private static @Nullable String imageType(String name) {
        return switch (ending(name)) {
            case "png", "gif", "webp", "jpeg" -> ending(name);
            case "jpg" -> "jpeg";
            default -> null;
        };
    }

    private static @Nullable String videoType(String name) {
        return switch (ending(name)) {
            case "mp4", "webm", "mpeg" -> ending(name);
            case "mov" -> "quicktime";
            case "mkv" -> "x-matroska";
            default -> null;
        };
    }

    /** The format as APIs name it. */
    private static String audioType(String audio, String type) {
        return switch (type) {
            case "wav", "x-wav", "wave" -> "wav";
            case "mp3", "mpeg" -> "mp3";
            default ->
                throw new RowException("audio '" + shortened(audio) + "' is of no known kind; expected wav or mp3");
        };
    }

    private static String ending(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static String shortened(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
