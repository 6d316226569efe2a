package io.winnow.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

import com.sun.management.OperatingSystemMXBean;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * What a run found, as {@code bench.md} and {@code bench.json}.
 *
 * @param durability what both servers say of how they keep what they acknowledge
 * @param directory where the files go
 */
record Report(BenchSettings settings, String durability, Path directory) {
    static final String HEAD = """
            | row | what | floor | Winnow | ratio | from, to | goal | met |
            |---|---|---|---|---|---|---|---|
            """;

    /** What is measured, as git names it: with {@code -dirty} where files were changed since. */
    static final String COMMIT = commit();

    /** Writes both anew. */
    void write(List<Figure> figures, List<Exception> failures) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("bench.md"), markdown(figures, failures));
        Files.writeString(directory.resolve("bench.json"), json(figures).encodePrettily());
    }

    /** Writes what PostgreSQL spent on its statements, as {@code statements.md}. */
    void write(CharSequence statistics) throws IOException {
        Files.writeString(directory.resolve("statements.md"), StatementStatistics.page(settings, statistics));
    }

    private String markdown(List<Figure> figures, List<Exception> failures) {
        var lines = new StringBuilder("%s, commit %s, JDK %s: %s%n%n%s.%n%n%s".formatted(LocalDate.now(), COMMIT,
                Runtime.version().feature(), settings, durability, HEAD));
        figures.forEach(figure -> lines.append(figure.markdown()));
        failures.forEach(
                failure -> lines.append("%n%s failed: %s%n".formatted(failure.getMessage(), failure.getCause())));
        return lines.toString();
    }

    private JsonObject json(List<Figure> figures) {
        return new JsonObject().put("on", LocalDate.now().toString()).put("commit", COMMIT)
                .put("jdk", Runtime.version().toString()).put("system", "%s %s, %d processors, %d MB".formatted(
                        System.getProperty("os.name"), System.getProperty("os.version"),
                        Runtime.getRuntime().availableProcessors(), memory()))
                .put("settings", settings.toString()).put("durability", durability)
                .put("figures", new JsonArray(figures.stream().map(Report::json).toList()));
    }

    private static JsonObject json(Figure figure) {
        return new JsonObject().put("row", figure.row()).put("what", figure.what()).put("unit", figure.unit())
                .put("goal", figure.goal()).put("floor", new JsonArray(figure.floor()))
                .put("service", new JsonArray(figure.service()))
                .put("ratios", new JsonArray(figure.ratios().stream().map(Report::orNull).toList()))
                .put("ratio", orNull(Figure.median(figure.ratios())))
                .put("is_met", figure.goal().isEmpty() ? null : figure.isMet());
    }

    /** JSON has no number for a ratio to nothing. */
    private static Double orNull(double ratio) {
        return Double.isFinite(ratio) ? ratio : null;
    }

    private static String commit() {
        try (var git = new ProcessBuilder("git", "describe", "--always", "--dirty").start().inputReader()) {
            return git.lines().findFirst().orElse("unknown");
        } catch (IOException e) {
            // There is no git.
            return "unknown";
        }
    }

    private static long memory() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize() / 1024 / 1024;
    }
}
