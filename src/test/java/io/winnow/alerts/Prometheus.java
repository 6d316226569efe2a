package io.winnow.alerts;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.winnow.testing.FreePorts;

/** A real one, {@code prometheus} on the path, with our configuration and alerts, every time in them shortened. */
final class Prometheus implements AutoCloseable {
    private static final Path OURS = Path.of("src/main/docker/observe");
    private static final Pattern ALERT = Pattern.compile("(?m)^ *- alert: (\\w+)$");
    private static final Pattern MINUTES = Pattern.compile("\\b(\\d+)m\\b");
    private static final Pattern AGE = Pattern.compile("(_age\\{[^}]*\\}\\) > )(\\d+)");
    /** What is a minute is so many seconds. */
    static final int MINUTE = 3;

    private final Process process;
    private final int port;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private Prometheus(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** The names of all our alerts. */
    static Set<String> alerts() throws IOException {
        return ALERT.matcher(Files.readString(OURS.resolve("alerts.yml"))).results().map(alert -> alert.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static Prometheus start(Path directory, List<Integer> instances) throws IOException {
        Files.createDirectories(directory);
        var targets = instances.stream().map(port -> "\"127.0.0.1:" + port + "\"").collect(Collectors.joining(", "));
        Files.writeString(directory.resolve("prometheus.yml"), Files.readString(OURS.resolve("prometheus.yml"))
                .replaceAll("targets: .*", "targets: [" + targets + "]").replace("15s", "1s"));
        Files.writeString(directory.resolve("alerts.yml"), shortened(Files.readString(OURS.resolve("alerts.yml"))));
        var port = FreePorts.find();
        var process = new ProcessBuilder("prometheus", "--config.file=prometheus.yml", "--storage.tsdb.path=data",
                "--web.listen-address=127.0.0.1:" + port).directory(directory.toFile()).redirectErrorStream(true)
                .redirectOutput(directory.resolve("output.txt").toFile()).start();
        return new Prometheus(process, port);
    }

    /** Waits until it answers. */
    Prometheus awaitReady() {
        Awaitility.await("Prometheus").atMost(Duration.ofSeconds(60)).ignoreExceptions()
                .until(() -> text("/-/ready").contains("Ready"));
        return this;
    }

    private static String shortened(String alerts) {
        var times = MINUTES.matcher(alerts.replace("for: 30s", "for: 2s"))
                .replaceAll(minutes -> Integer.parseInt(minutes.group(1)) * MINUTE + "s");
        return AGE.matcher(times).replaceAll(age -> age.group(1) + Integer.parseInt(age.group(2)) * MINUTE / 60);
    }

    boolean isFiring(String alert) {
        return count("ALERTS{alertstate=\"firing\",alertname=\"" + alert + "\"}") > 0;
    }

    /** How many series there are for an expression. */
    int count(String expression) {
        try {
            return new ObjectMapper().readTree(text("/api/v1/query?query="
                    + URLEncoder.encode(expression, StandardCharsets.UTF_8))).at("/data/result").size();
        } catch (IOException e) {
            return 0;
        }
    }

    private String text(String path) throws IOException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(5)).build();
        try {
            return client.send(request, BodyHandlers.ofString()).body();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
    }
}
