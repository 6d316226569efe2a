package io.winnow.embedded;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

import io.quarkus.runtime.Application;
import io.quarkus.runtime.Quarkus;

/**
 * Puts the embedded servers' life around the application's: up before it starts, down after it has stopped,
 * whichever way that comes about. On SIGTERM the code after {@code Quarkus.run} is not reached and all
 * shutdown hooks run at once, hence a hook that waits for Quarkus first.
 */
public final class Lifetime {
    /** Tell what a run failed of. Kept here, and with them their filters. */
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
        OF_RUNS.forEach(logger -> logger.setFilter(Lifetime::isNews));
        Quarkus.blockingExit();
        stop();
    }

    /** A start that the end cuts short fails of this, that the JVM takes no more hooks. What else fails is told. */
    private static boolean isNews(LogRecord told) {
        return Stream.iterate(told.getThrown(), Objects::nonNull, Throwable::getCause)
                .noneMatch(cause -> cause instanceof IllegalStateException
                        && "Shutdown in progress".equals(cause.getMessage()));
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
