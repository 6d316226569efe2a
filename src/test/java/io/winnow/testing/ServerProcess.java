package io.winnow.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

import io.winnow.embedded.Substitute;

/** PostgreSQL or Kafka as processes of their own, outside of the tests' and the service's, at a port that stays. */
public final class ServerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final List<String> SHORT_LIVED = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final Substitute kind;
    private final Path directory;
    private final int port;
    private final List<String> jvm;
    private Process process;

    private ServerProcess(Substitute kind, Path directory, int port, List<String> jvm) {
        this.jvm = jvm;
        this.kind = kind;
        this.directory = directory;
        this.port = port;
    }

    /** A server with its data in this directory, not started yet. */
    public static ServerProcess of(Substitute kind, Path directory) throws IOException {
        return of(kind, directory, SHORT_LIVED);
    }

    /** The same with these options of its JVM. */
    public static ServerProcess of(Substitute kind, Path directory, List<String> jvm) throws IOException {
        return new ServerProcess(kind, Files.createDirectories(directory), FreePorts.find(), jvm);
    }

    /** Starts it; it is there after {@link #awaitReady}. */
    public ServerProcess launch() throws IOException {
        var output = directory.resolve("output.txt").toFile();
        var command = JavaCommand.of(jvm, List.of("-Djava.util.logging.manager=org.jboss.logmanager.LogManager", "-cp",
                System.getProperty("java.class.path"), ServerMain.class.getName(), kind.name(), directory.toString(),
                Integer.toString(port)));
        process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
        return this;
    }

    /** Waits until it answers. */
    public ServerProcess awaitReady() {
        Awaitility.await(kind + " starts").atMost(PATIENCE).until(() -> {
            var output = Files.readString(directory.resolve("output.txt"));
            if (!process.isAlive()) {
                throw new IllegalStateException(kind + " does not start:\n" + output);
            }
            return output.contains(ServerMain.READY);
        });
        return this;
    }

    /** Kills it and all its children on the spot. */
    public void kill() {
        var all = all().toList();
        all.forEach(ProcessHandle::destroyForcibly);
        Awaitility.await().atMost(PATIENCE).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** Stops the clock of all its processes: connections stay open, nothing answers. */
    public void pause() {
        Signals.send("STOP", all());
    }

    public void resume() {
        Signals.send("CONT", all());
    }

    /** Where it keeps what it stores. */
    public Path data() {
        return directory;
    }

    public String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        if (process != null) {
            resume();
            kill();
        }
    }

    private Stream<ProcessHandle> all() {
        return Stream.concat(Stream.of(process.toHandle()), postmaster().stream())
                .flatMap(root -> Stream.concat(root.descendants(), Stream.of(root)));
    }

    /** PostgreSQL is no child of who starts it. */
    private Optional<ProcessHandle> postmaster() {
        var file = directory.resolve("postgres").resolve("postmaster.pid");
        try {
            return Files.exists(file)
                    ? ProcessHandle.of(Long.parseLong(Files.readAllLines(file).get(0)))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
