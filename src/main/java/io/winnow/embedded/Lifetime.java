package io.winnow.embedded;

import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

import io.quarkus.runtime.Application;
import io.quarkus.runtime.Quarkus;

/**
 * Puts the embedded servers' life around the application's: up before it starts, down after it has stopped,
 * whichever way that comes about. On SIGTERM the code after {@code Quarkus.run} is not reached and all
 * shutdown hooks run at once, hence a hook that waits for Quarkus first.
 */
public final class Lifetime {
    /** Tell what a run failed of. Kept here, and with them their levels. */
    private static final List<Logger> OF_RUNS = List.of(Logger.getLogger(Quarkus.class.getName()),
            Logger.getLogger(Application.class.getName()));

    private final Thread hook = new Thread(this::stopAfterQuarkus, "embedded-servers");
    private EmbeddedServers servers;
    private volatile boolean ending;

    private Lifetime() {}

    /** Starts servers, tells where they are (in system properties and on the console), and runs the application. */
    public static void around(Runnable application, Supplier<EmbeddedServers> start) {
        Lifetime lifetime = new Lifetime();
        Runtime.getRuntime().addShutdownHook(lifetime.hook);
        try {
            lifetime.start(start);
            if (!lifetime.ending) {
                application.run();
            }
        } catch (CannotStart reason) {
            // A start that the end cut short needs no words.
            if (!lifetime.ending) {
                throw reason;
            }
        } finally {
            // Where the process goes on, as in dev mode: its next version starts servers of its own.
            lifetime.stop();
        }
    }

    private synchronized void start(Supplier<EmbeddedServers> start) {
        servers = start.get();
        servers.properties().forEach(System::setProperty);
        servers.addresses().forEach(System.out::println);
    }

    private void stopAfterQuarkus() {
        ending = true;
        // A start that the end cut short fails, since the JVM takes no more hooks: that needs no words either.
        OF_RUNS.forEach(logger -> logger.setLevel(Level.OFF));
        Quarkus.blockingExit();
        stop();
    }

    private synchronized void stop() {
        if (servers != null) {
            servers.properties().keySet().forEach(System::clearProperty);
            servers.close();
            servers = null;
        }
        if (!ending) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
