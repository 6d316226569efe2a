package io.winnow.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

/**
 * The packaged service as a process of its own, in a directory of its own, with what it printed: the jar, or the native
 * executable where the build made one.
 */
public final class WinnowProcess implements AutoCloseable {
    /** Where the executable is, by the convention of Quarkus; not set where there is a jar. */
    public static final String EXECUTABLE = "native.image.path";

    private static final int PATIENCE_SECONDS = 60;
    /** It does not live long enough for the second compiler to pay, nor for a collector with threads of its own. */
    private static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final Process process;
    private final Path output;

    private WinnowProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts it with these options of the JVM, in place of those that suit a short test. */
    public static WinnowProcess start(List<String> jvm, Path directory, Map<String, String> properties)
            throws IOException {
        return launch(ours(jvm, properties), directory, Map.of());
    }

    /** Starts another application in its place. */
    public static WinnowProcess start(Path jar, List<String> jvm, Path directory, Map<String, String> properties)
            throws IOException {
        return launch(java(jar, jvm, properties), directory, Map.of());
    }

    /** Starts it in this working directory, with these system properties, and with these arguments. */
    public static WinnowProcess start(Path directory, Map<String, String> properties, String... arguments)
            throws IOException {
        return launch(ours(SHORT_LIVED, properties), directory, Map.of(), arguments);
    }

    /** The same with these environment variables. */
    public static WinnowProcess start(Path directory, Map<String, String> properties, Map<String, String> environment)
            throws IOException {
        return launch(ours(SHORT_LIVED, properties), directory, environment);
    }

    /** Runs a command to its end, with these environment variables, and returns its status and what it printed. */
    public static Ran run(Path directory, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        try (var process = launch(ours(SHORT_LIVED, Map.of()), directory, environment, command)) {
            return new Ran(process.ended(), process.output());
        }
    }

    /** How a command ended, and all that it printed, errors too. */
    public record Ran(int status, String output) {}

    private static List<String> ours(List<String> jvm, Map<String, String> properties) {
        var executable = System.getProperty(EXECUTABLE);
        if (executable == null) {
            return java(Path.of(System.getProperty("winnow.jar")), jvm, properties);
        }
        var command = new ArrayList<>(List.of(executable));
        command.addAll(options(properties));
        return command;
    }

    private static List<String> java(Path jar, List<String> jvm, Map<String, String> properties) {
        var options = new ArrayList<>(jvm);
        options.addAll(options(properties));
        return JavaCommand.of(options, List.of("-jar", jar.toString()));
    }

    private static List<String> options(Map<String, String> properties) {
        return properties.entrySet().stream().map(one -> "-D%s=%s".formatted(one.getKey(), one.getValue())).toList();
    }

    private static WinnowProcess launch(List<String> program, Path directory, Map<String, String> environment,
            String... arguments) throws IOException {
        var command = new ArrayList<>(program);
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(directory, "output-", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile())
                .redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(QUARKUS|KAFKA|WINNOW)_.*"));
        builder.environment().putAll(environment);
        return new WinnowProcess(builder.start(), output);
    }

    /** Waits until it has printed this. */
    public WinnowProcess printed(String text) {
        Awaitility.await(text).atMost(PATIENCE_SECONDS, TimeUnit.SECONDS).until(() -> {
            boolean alive = process.isAlive();
            String output = output();
            assertThat(alive || output.contains(text)).as("It ended before it said \"%s\":%n%s", text, output).isTrue();
            return output.contains(text);
        });
        return this;
    }

    /** Waits until it answers 200 there, and looks often enough to tell when. */
    public WinnowProcess answered(URI at) {
        Awaitility.await(at.toString()).atMost(PATIENCE_SECONDS, TimeUnit.SECONDS).pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5)).until(() -> {
                    assertThat(isAlive()).as("It ended:%n%s", output()).isTrue();
                    return isOk(at);
                });
        return this;
    }

    private static boolean isOk(URI at) {
        try {
            return ((HttpURLConnection) at.toURL().openConnection()).getResponseCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** All that it has printed so far, errors too. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Stops its clock: connections stay open, nothing answers. */
    public void pause() {
        Signals.send("STOP", Stream.of(process.toHandle()));
    }

    public void resume() {
        Signals.send("CONT", Stream.of(process.toHandle()));
    }

    /** Asks it to end, as Ctrl-C and container runtimes do, and returns the status it ended with. */
    public int terminated() throws InterruptedException {
        process.destroy();
        return ended();
    }

    /** Kills it on the spot. */
    public void killed() throws InterruptedException {
        process.destroyForcibly();
        ended();
    }

    /** Waits until it ends by itself and returns its status. */
    public int ended() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("It does not end:\n" + output());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            ended();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
    }
}
