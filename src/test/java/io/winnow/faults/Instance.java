package io.winnow.faults;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;

import io.winnow.testing.FreePorts;
import io.winnow.testing.Gate;
import io.winnow.testing.WinnowProcess;

/** One packaged service, at a port that stays, with a gate of its own before the database. */
final class Instance implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    /** After it is back, a client may still meet a connection that was broken. */
    private static final Duration AFTERMATH = Duration.ofSeconds(2);

    private static final int LINES_OF_AN_ERROR = 40;

    final String name;
    final Gate database;
    private final Path directory;
    private final int port;
    private final Map<String, String> properties;
    private final List<Disturbance> disturbances = new CopyOnWriteArrayList<>();
    private WinnowProcess process;
    private Disturbance pause;
    private boolean isWanted;

    /** A time in which we ourselves kept it from answering; still on while {@code to} is {@link Long#MAX_VALUE}. */
    private record Disturbance(long from, long to) {}

    Instance(String name, Path directory, String databaseAddress, Map<String, String> properties) throws IOException {
        this.name = name;
        this.directory = directory;
        database = new Gate(URI.create(databaseAddress));
        port = FreePorts.find();
        this.properties = new HashMap<>(properties);
        this.properties.put("quarkus.http.port", Integer.toString(port));
        this.properties.put("quarkus.datasource.reactive.url", database.address());
        disturb();
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    synchronized void launch() throws IOException {
        isWanted = true;
        process = WinnowProcess.start(directory, properties);
    }

    /** Waits until it is ready; one that ended, because a server was away for too long, is started again. */
    void awaitReady(Calls calls) {
        Awaitility.await(name + " is ready").atMost(PATIENCE).until(() -> isReady(calls));
    }

    private synchronized boolean isReady(Calls calls) throws IOException {
        if (isWanted && !process.isAlive()) {
            launch();
        }
        var isReady = calls.isReady(this);
        if (isReady) {
            settle(any -> true);
        }
        return isReady;
    }

    /** Kills it on the spot. */
    synchronized void kill() throws InterruptedException {
        isWanted = false;
        disturb();
        process.killed();
    }

    /** Asks it to stop; returns its exit status. */
    synchronized int terminate() throws InterruptedException {
        isWanted = false;
        disturb();
        return process.terminated();
    }

    /** The last error that its present process has logged, with the beginning of its stack; empty when there is none. */
    synchronized String lastError() {
        var log = process.output();
        var begin = log.lastIndexOf(" ERROR ");
        return begin < 0
                ? ""
                : log.substring(begin).lines().limit(LINES_OF_AN_ERROR).collect(Collectors.joining("\n"));
    }

    void pause() {
        pause = disturb();
        process.pause();
    }

    /** One that was starting when it was paused is not there yet. */
    void resume() {
        process.resume();
        settle(pause::equals);
    }

    /** Whether we kept it from answering at any time since then. */
    boolean wasDisturbedSince(long nanos) {
        return disturbances.stream().anyMatch(times -> times.to() >= nanos);
    }

    private Disturbance disturb() {
        var begun = new Disturbance(System.nanoTime(), Long.MAX_VALUE);
        disturbances.add(begun);
        return begun;
    }

    private void settle(Predicate<Disturbance> which) {
        var end = System.nanoTime() + AFTERMATH.toNanos();
        disturbances.replaceAll(times -> which.test(times)
                ? new Disturbance(times.from(), Math.min(times.to(), end))
                : times);
    }

    @Override
    public void close() throws IOException {
        if (process != null) {
            process.resume();
            process.close();
        }
        database.close();
    }
}
