package io.winnow.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The PostgreSQL process that serves a data directory, perhaps left behind by a Winnow that was killed. */
final class Postmaster {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Postmaster() {}

    /** Stops the process that serves this directory now, if there is one, and waits until it is gone. */
    static void stop(Path directory) throws IOException {
        // In order but without regard to open connections, or else at once, which the next start recovers from.
        for (String signal : List.of("INT", "QUIT")) {
            if (isGoneAfter(signal, directory)) {
                return;
            }
        }
        throw CannotStart
                .because("The PostgreSQL left behind in %s does not stop: end it by hand.".formatted(directory));
    }

    private static boolean isGoneAfter(String signal, Path directory) throws IOException {
        Optional<ProcessHandle> running = serving(directory);
        if (running.isPresent()) {
            // The shell's own kill: a slim image has no other. destroy() would send TERM, which waits for clients.
            new ProcessBuilder("sh", "-c", "kill -%s %d".formatted(signal, running.get().pid())).start();
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (running.isPresent() && System.nanoTime() < end) {
            pause();
            // Not onExit(), which also waits until init has taken notice of the dead process.
            running = serving(directory);
        }
        return running.isEmpty();
    }

    private static Optional<ProcessHandle> serving(Path directory) throws IOException {
        Path file = directory.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Optional<ProcessHandle> alive = pidIn(file).flatMap(ProcessHandle::of);
        Optional<ProcessHandle> serving = alive.filter(process -> serves(process, directory));
        if (serving.isEmpty() && alive.filter(Postmaster::isPostgres).isPresent()) {
            // Left behind before the directory was moved, it would go on writing there.
            throw CannotStart.because("PostgreSQL runs as process %d, which may serve %s: end it by hand."
                    .formatted(alive.get().pid(), directory));
        }
        if (alive.isPresent() && serving.isEmpty()) {
            // Another process has the number by now. PostgreSQL would take it for its own and refuse to start.
            Files.deleteIfExists(file);
        }
        return serving;
    }

    private static boolean serves(ProcessHandle process, Path directory) {
        String[] arguments = process.info().arguments().orElse(new String[0]);
        return isPostgres(process) && Arrays.asList(arguments).contains(directory.toString());
    }

    private static boolean isPostgres(ProcessHandle process) {
        String program = process.info().command().map(path -> Path.of(path).getFileName().toString()).orElse("");
        return program.startsWith("postgres");
    }

    private static Optional<Long> pidIn(Path file) throws IOException {
        return Files.readAllLines(file).stream().findFirst().map(String::strip)
                .filter(line -> line.matches("\\d+")).map(Long::valueOf);
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
