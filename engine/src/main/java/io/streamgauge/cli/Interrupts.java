package io.streamgauge.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Tells of Ctrl-C and SIGTERM, first and second, instead of letting the JVM end.
 * <p>
 * {@code sun.misc.Signal} is the only way a Java program can hear a second Ctrl-C (a shutdown hook hears just the first). It is
 * reached by reflection because javac warns of its use in a way that no annotation silences; where it is absent, signals keep
 * their default meaning.
 */
final class Interrupts {
    private final AtomicInteger heard = new AtomicInteger();

    private Interrupts() {}

    /**
     * Starts listening.
     *
     * @param listener called on a JVM thread with 1 for the first signal, 2 for the second, and so on
     */
    static Interrupts listen(IntConsumer listener) {
        Interrupts interrupts = new Interrupts();
        for (String name : new String[] {"INT", "TERM"}) {
            interrupts.handle(name, listener);
        }
        return interrupts;
    }

    boolean any() {
        return heard.get() > 0;
    }

    private void handle(String name, IntConsumer listener) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy =
                    Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, (self, method, args) -> {
                        if (method.getName().equals("handle")) {
                            listener.accept(heard.incrementAndGet());
                            return null;
                        }
                        return switch (method.getName()) {
                            case "hashCode" -> System.identityHashCode(self);
                            case "equals" -> false;
                            default -> "signal listener";
                        };
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ClassNotFoundException
                | NoSuchMethodException
                | InstantiationException
                | IllegalAccessException
                | InvocationTargetException e) {
            // No such signal or no such class on this system: the signal keeps its default meaning, which ends the
            // process.
            return;
        }
    }
}
