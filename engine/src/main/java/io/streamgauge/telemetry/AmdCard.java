package io.streamgauge.telemetry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One of AMD's GPUs: which of its files tell what. Files are those of the kernel's documents on amdgpu and on hwmon: microwatts,
 * microjoules, thousandths of a degree, hertz, bytes, per cent.
 *
 * @param device its directory
 * @param sensors in the order in which they are read
 */
record AmdCard(LocalGpu gpu, Path device, List<Sensor> sensors) {
    private static final double MICRO = 1e-6;
    private static final double MILLI = 1e-3;
    private static final double MIB = 1.0 / (1 << 20);
    private static final String MEMORY_TOTAL = "mem_info_vram_total";
    private static final String MEMORY_USED = "mem_info_vram_used";

    AmdCard {
        sensors = List.copyOf(sensors);
    }

    /** @param scale from the file's unit to the field's */
    record Sensor(Path file, DcgmField field, double scale) {}

    /** @param index among those that are read */
    static AmdCard of(int index, Path device, String host) {
        List<Sensor> sensors = new ArrayList<>();
        Path monitor = Sysfs.entries(device.resolve("hwmon"), "hwmon*").stream()
                .findFirst()
                .orElse(device);
        add(sensors, DcgmField.POWER_USAGE, MICRO, monitor, "power1_average", "power1_input");
        add(sensors, DcgmField.POWER_MGMT_LIMIT, MICRO, monitor, "power1_cap");
        add(sensors, DcgmField.TOTAL_ENERGY_CONSUMPTION, MILLI, monitor, "energy1_input");
        add(sensors, DcgmField.FB_TOTAL, MIB, device, MEMORY_TOTAL);
        add(sensors, DcgmField.FB_USED, MIB, device, MEMORY_USED);
        add(sensors, DcgmField.GPU_UTIL, 1, device, "gpu_busy_percent");
        add(sensors, DcgmField.MEM_COPY_UTIL, 1, device, "mem_busy_percent");
        // GPUs of data centres have no sensor at the edge of the die.
        add(
                sensors,
                DcgmField.GPU_TEMP,
                MILLI,
                monitor,
                labelled(monitor, "temp", "edge"),
                labelled(monitor, "temp", "junction"));
        add(sensors, DcgmField.MEMORY_TEMP, MILLI, monitor, labelled(monitor, "temp", "mem"));
        add(sensors, DcgmField.SM_CLOCK, MICRO, monitor, labelled(monitor, "freq", "sclk"));
        add(sensors, DcgmField.MEM_CLOCK, MICRO, monitor, labelled(monitor, "freq", "mclk"));
        return new AmdCard(
                new LocalGpu(index, uuid(device), Sysfs.text(device.resolve("product_name")), host), device, sensors);
    }

    /** The first of these files that is there. */
    private static void add(List<Sensor> sensors, DcgmField field, double scale, Path directory, String... names) {
        for (String name : names) {
            Path file = directory.resolve(name);
            if (Files.isRegularFile(file)) {
                sensors.add(new Sensor(file, field, scale));
                return;
            }
        }
    }

    /** The file of the sensor that is called so; a name that no file has, where there is none. */
    private static String labelled(Path monitor, String kind, String label) {
        for (Path file : Sysfs.entries(monitor, kind + "*_label")) {
            if (Sysfs.text(file).equals(label)) {
                return file.getFileName().toString().replace("_label", "_input");
            }
        }
        return kind + "_" + label;
    }

    /** What the chip itself is called; where it does not say, its place on the bus. */
    private static String uuid(Path device) {
        String unique = Sysfs.text(device.resolve("unique_id"));
        if (!unique.isEmpty()) {
            return unique;
        }
        try {
            return device.toRealPath().getFileName().toString();
        } catch (IOException e) {
            return "";
        }
    }

    /** Takes in what it says now; false where it says nothing at all. */
    boolean read(GpuSheet sheet) {
        boolean any = false;
        for (Sensor sensor : sensors) {
            var value = Sysfs.number(sensor.file());
            if (value.isPresent()) {
                sheet.add(gpu, sensor.field(), sensor.scale() * value.getAsDouble());
                any = true;
            }
        }
        var total = Sysfs.number(device.resolve(MEMORY_TOTAL));
        var used = Sysfs.number(device.resolve(MEMORY_USED));
        if (total.isPresent() && used.isPresent()) {
            sheet.add(gpu, DcgmField.FB_FREE, MIB * (total.getAsDouble() - used.getAsDouble()));
        }
        return any;
    }
}
