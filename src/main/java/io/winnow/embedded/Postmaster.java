package io.winnow.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The PostgreSQL process that serves a data directory, perhaps left behind by a Winnow that was killed. */
record Postmaster(ProcessHandle process) {

    private static final String PID_FILE = "postmaster.pid";
    private static final int PATIENCE_SECONDS = 30;

    /** Stops the process that serves this directory now, if there is one. */
    static void stop(Path directory) throws IOException {
        Optional<Postmaster> running = of(directory);
        if (running.isPresent()) {
            running.get().stop();
        }
    }

    private static Optional<Postmaster> of(Path directory) throws IOException {
        Path file = directory.resolve(PID_FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Optional<ProcessHandle> alive = firstLine(file).map(Long::valueOf).flatMap(ProcessHandle::of);
        Optional<ProcessHandle> serving = alive.filter(process -> serves(process, directory));
        if (alive.isPresent() && serving.isEmpty()) {
            // Another process has the number by now. PostgreSQL would take it for its own and refuse to start.
            Files.delete(file);
        }
        return serving.map(Postmaster::new);
    }

    /** Stops it: in order, open connections or not, or else at once, which the next start recovers from. */
    private void stop() throws IOException {
        if (!goes("INT") && !goes("QUIT")) {
            throw CannotStart.because("The PostgreSQL left behind as process %d does not stop: end it by hand."
                    .formatted(process.pid()));
        }
    }

    private boolean goes(String signal) throws IOException {
        // The shell's own kill: a slim image has no other. destroy() would send TERM, which waits for clients.
        new ProcessBuilder("sh", "-c", "kill -%s %d".formatted(signal, process.pid())).start();
        try {
            process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean serves(ProcessHandle process, Path directory) {
        String program = process.info().command().map(path -> Path.of(path).getFileName().toString()).orElse("");
        String[] arguments = process.info().arguments().orElse(new String[0]);
        return program.startsWith("postgres") && Arrays.asList(arguments).contains(directory.toString());
    }

    private static Optional<String> firstLine(Path file) throws IOException {
        return Files.readAllLines(file).stream().findFirst().map(String::strip).filter(line -> line.matches("\\d+"));
    }
}
