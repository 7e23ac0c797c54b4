package io.streamgauge.telemetry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** AMD's GPUs, by the files of sysfs that the kernel's driver amdgpu has for each. Needs no library and no privilege. */
final class AmdGpus implements GpuReader {
    private static final String VENDOR = "0x1002";
    private static final String DRIVER = "amdgpu";
    private static final String CARD = "card";

    private final List<AmdCard> cards;
    /** Those that said something the last time. */
    private final Set<LocalGpu> heard = new LinkedHashSet<>();

    private AmdGpus(List<AmdCard> cards) {
        this.cards = List.copyOf(cards);
        cards.forEach(card -> heard.add(card.gpu()));
    }

    /**
     * Finds them.
     *
     * @param sysfs where it is mounted
     * @param host this machine's name
     * @throws IOException in one line, when there are none
     */
    static AmdGpus open(Path sysfs, String host) throws IOException {
        Path drm = sysfs.resolve("class/drm");
        List<AmdCard> cards = new ArrayList<>();
        for (Path card : cards(drm)) {
            Path device = card.resolve("device");
            if (Sysfs.text(device.resolve("vendor")).equals(VENDOR)
                    && driver(device).equals(DRIVER)) {
                cards.add(AmdCard.of(cards.size(), device, host));
            }
        }
        if (cards.isEmpty()) {
            throw new IOException(drm + " has no card of the driver amdgpu; load it (modprobe amdgpu), or name in"
                    + " STREAMGAUGE_SYSFS where the machine's /sys is, as in a container");
        }
        return new AmdGpus(cards);
    }

    /** In the order of their numbers; what hangs on their connectors has names of the same beginning. */
    private static List<Path> cards(Path drm) {
        return Sysfs.entries(drm, CARD + "*").stream()
                .filter(entry -> entry.getFileName().toString().matches(CARD + "[0-9]{1,9}"))
                .sorted(Comparator.comparingInt(
                        card -> Integer.parseInt(card.getFileName().toString().substring(CARD.length()))))
                .toList();
    }

    private static String driver(Path device) {
        try {
            return Files.readSymbolicLink(device.resolve("driver"))
                    .getFileName()
                    .toString();
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    @Override
    public MetricsPage read(Consumer<String> notes) {
        var sheet = new GpuSheet();
        for (AmdCard card : cards) {
            if (card.read(sheet)) {
                heard.add(card.gpu());
            } else if (heard.remove(card.gpu())) {
                notes.accept(card.gpu() + " is heard no more: none of its files in " + card.device() + " can be read");
            }
        }
        return sheet.page();
    }

    @Override
    public void close() {
        // Each reading opens its files and closes them.
    }
}
