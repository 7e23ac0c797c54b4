package io.streamgauge.http;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds flights whose time is over, at a cost that does not grow with what they read: a flight sits in the slot of the
 * earliest moment at which a limit could be over, and is looked at again when that slot comes. A read only moves the
 * limit, not the flight. Loop-owned; allocates nothing.
 */
final class DeadlineWheel {
    private static final int SLOTS = 256;

    /** Who is told of flights whose time is over; they are off the wheel by then. */
    interface Expiry {
        void expired(Flight flight, long now);
    }

    private final @Nullable Flight[] slots = new Flight[SLOTS];
    private final HttpSettings settings;
    private final long tickNanos;
    private long tick;

    DeadlineWheel(HttpSettings settings, long tickNanos, long now) {
        this.settings = settings;
        this.tickNanos = tickNanos;
        this.tick = Math.floorDiv(now, tickNanos);
    }

    void add(Flight flight) {
        long deadline = flight.deadlineNanos(settings);
        long due = deadline == Long.MAX_VALUE ? tick + SLOTS - 1 : Math.floorDiv(deadline, tickNanos) + 1;
        link(flight, Math.floorMod(Math.clamp(due, tick + 1, tick + SLOTS - 1), SLOTS));
    }

    void remove(Flight flight) {
        if (flight.slot < 0) {
            return;
        }
        Flight next = flight.nextInSlot;
        Flight previous = flight.previousInSlot;
        if (previous == null) {
            slots[flight.slot] = next;
        } else {
            previous.nextInSlot = next;
        }
        if (next != null) {
            next.previousInSlot = previous;
        }
        flight.nextInSlot = flight.previousInSlot = null;
        flight.slot = -1;
    }

    /** Tells all flights on the wheel; they may leave it meanwhile, and none may come. */
    void forEach(Consumer<Flight> consumer) {
        for (int slot = 0; slot < SLOTS; slot++) {
            Flight flight = slots[slot];
            while (flight != null) {
                Flight next = flight.nextInSlot;
                consumer.accept(flight);
                flight = next;
            }
        }
    }

    private void link(Flight flight, int slot) {
        Flight first = slots[slot];
        flight.slot = slot;
        flight.nextInSlot = first;
        flight.previousInSlot = null;
        if (first != null) {
            first.previousInSlot = flight;
        }
        slots[slot] = flight;
    }

    /** Looks at all slots up to {@code now}. */
    void advance(long now, Expiry expiry) {
        long target = Math.floorDiv(now, tickNanos);
        tick = Math.max(tick, target - SLOTS);
        while (tick < target) {
            tick++;
            int slot = (int) Math.floorMod(tick, (long) SLOTS);
            // What is added meanwhile goes to other slots, so this one runs empty.
            for (Flight flight = slots[slot]; flight != null; flight = slots[slot]) {
                remove(flight);
                if (flight.deadlineNanos(settings) <= now) {
                    expiry.expired(flight, now);
                } else {
                    add(flight);
                }
            }
        }
    }
}
