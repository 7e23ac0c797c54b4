package io.streamgauge.telemetry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory laid out as sysfs is, with the cards that tests put into it. */
public final class AmdTree {
    private final Path sysfs;

    /** Without any card. */
    public AmdTree(Path directory) {
        sysfs = directory.resolve("sys");
    }

    /** Where it is. */
    public Path sysfs() {
        return sysfs;
    }

    /** The directory of a PCI device, which is a card's, bound to a driver. */
    Path card(int number, String bus, String vendor, String driver) throws IOException {
        Path device = Files.createDirectories(sysfs.resolve("devices/pci0000:00/" + bus));
        Path drivers = Files.createDirectories(sysfs.resolve("bus/pci/drivers/" + driver));
        Files.createSymbolicLink(device.resolve("driver"), drivers);
        Files.writeString(device.resolve("vendor"), vendor + "\n");
        Path card = Files.createDirectories(sysfs.resolve("class/drm/card" + number));
        Files.createSymbolicLink(card.resolve("device"), device);
        Files.createDirectories(sysfs.resolve("class/drm/card" + number + "-DP-1"));
        return device;
    }

    /** A card as data centres have them: no sensor at the edge, power of this moment. */
    public Path instinct(int number) {
        try {
            Path device = card(number, "0000:c1:00.0", "0x1002", "amdgpu");
            put(device, "product_name", "AMD Stub X");
            put(device, "unique_id", "f00dcafe");
            put(device, "gpu_busy_percent", "88");
            put(device, "mem_busy_percent", "33");
            put(device, "mem_info_vram_total", "206158430208");
            put(device, "mem_info_vram_used", "51539607552");
            put(device, "hwmon/hwmon7/power1_input", "550000000");
            put(device, "hwmon/hwmon7/power1_cap", "750500000");
            put(device, "hwmon/hwmon7/temp2_label", "junction");
            put(device, "hwmon/hwmon7/temp2_input", "54000");
            put(device, "hwmon/hwmon7/temp3_label", "mem");
            put(device, "hwmon/hwmon7/temp3_input", "47500");
            put(device, "hwmon/hwmon7/freq1_label", "sclk");
            put(device, "hwmon/hwmon7/freq1_input", "2100000000");
            put(device, "hwmon/hwmon7/freq2_label", "mclk");
            put(device, "hwmon/hwmon7/freq2_input", "1300000000");
            return device;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void put(Path device, String file, String text) throws IOException {
        Path path = device.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text + "\n");
    }
}
