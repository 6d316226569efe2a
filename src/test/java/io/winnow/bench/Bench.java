package io.winnow.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

import com.sun.management.OperatingSystemMXBean;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Takes all rows one after the other, prints each as soon as it is there, and writes them down. */
final class Bench {
    /** What is measured. */
    static final String COMMIT = commit();
    private static final String HEAD = """
            | row | what | floor | Winnow | ratio | from, to | goal | met |
            |---|---|---|---|---|---|---|---|
            """;
    // Each below the one before: what the service begins to collect gets the number above the highest.
    private static final long WALKED = 1_000_003;
    private static final long LARGE = 1_000_002;
    private static final long SMALL = 1_000_001;
    /** The kind of the sessions beforehand. */
    private static final String STORED = "stored";

    private final BenchSettings settings;
    private final Bed bed;
    private final String durability;
    private final Path report;
    private final List<Figure> figures = new ArrayList<>();
    private final List<Exception> failures = new ArrayList<>();
    private final StringBuilder statistics = new StringBuilder();
    /** The numbers of those that are stored. */
    private final Set<Long> batches = new HashSet<>();
    private int grown;
    private boolean hasBacklog;

    private Bench(BenchSettings settings, Bed bed, String durability, Path report) {
        this.settings = settings;
        this.bed = bed;
        this.durability = durability;
        this.report = report;
    }

    /** Does all of it in a directory of its own and writes {@code bench.md} and {@code bench.json} to another. */
    static List<Figure> run(BenchSettings settings, Path directory, Path report) throws Exception {
        say("%s%n%s", settings, HEAD.strip());
        try (var bed = new Bed(directory, settings.jvm(), settings.statistics())) {
            var bench = new Bench(settings, bed, bed.durability(), report);
            try {
                bench.measure(directory);
            } catch (Exception | Error e) {
                bench.failures.forEach(e::addSuppressed);
                throw e;
            }
            bench.failIfAnyFailed();
            return bench.figures;
        }
    }

    private void measure(Path directory) throws Exception {
        try (var connection = bed.connect()) {
            var data = new Data(connection, settings);
            data.execute(settings.sql());
            data.sessions(settings.base().kind(), 1, settings.sessions());
            for (var stored : settings.stored()) {
                var size = stored == 0 ? "" : " at " + Figure.count(stored);
                take("schedule", () -> {
                    grow(data, stored);
                    return new ScheduleRow(bed, settings, "1" + size, spread(settings.base(), stored));
                });
                take("materialize", () -> {
                    grow(data, stored);
                    return new MaterializeRow(bed, settings, "2" + size, spread(backlog(data, stored), stored));
                });
                take("intake", () -> {
                    grow(data, stored);
                    return new IntakeRow(bed, settings, "4" + size);
                });
            }
            take("import", () -> new ImportRow(bed, settings, directory));
            take("freshness", () -> new FreshnessRow(bed, settings, "3"));
            take("walk", () -> new WalkRow(bed, settings, walked(data)));
            take("export", () -> new ExportRow(bed, settings, walked(data)));
            take("page", () -> new PageRow(bed, settings, large(data)));
            take("release", () -> {
                var large = large(data);
                return new ReleaseRow(bed, settings, small(data), large);
            });
            take("statements", () -> new StatementsRow(bed, settings, report));
            take("memory", () -> new MemoryRow(settings, directory));
            take("start", () -> new StartRow(bed, settings, directory, report));
        }
    }

    /** Fills the tables until there are so many sessions, and as many snapshots of others in released batches. */
    private void grow(Data data, int stored) throws Exception {
        if (stored > grown) {
            data.sessions(STORED, grown + 1, stored);
            data.batch(2_000_000 + stored, settings.base(), stored - grown);
            grown = stored;
        }
    }

    /** As many sessions of all that are stored, wherever they lie; where there are not enough, these themselves. */
    private static Sessions spread(Sessions sessions, int stored) {
        return stored < sessions.count() ? sessions : new Sessions(STORED, sessions.count(), stored / sessions.count());
    }

    /** The backlog of row 2, stored where it is needed. */
    private Sessions backlog(Data data, int stored) throws Exception {
        if (stored < settings.backlog() && !hasBacklog) {
            data.sessions("backlog", 1, settings.backlog());
            hasBacklog = true;
        }
        return Sessions.all("backlog", settings.backlog());
    }

    private String walked(Data data) throws Exception {
        return batch(data, WALKED, settings.base(), settings.walked());
    }

    private String large(Data data) throws Exception {
        return batch(data, LARGE, PageRow.repeated(settings), PageRow.size(settings));
    }

    private String small(Data data) throws Exception {
        return batch(data, SMALL, settings.base(), 1_000);
    }

    /** The number of a released batch, stored for the first row that asks for it. */
    private String batch(Data data, long number, Sessions copied, int size) throws Exception {
        if (!batches.contains(number)) {
            data.batch(number, copied, size);
            batches.add(number);
        }
        return Long.toString(number);
    }

    /** Measures a row, if it is wanted; that its data can't be made is a failure of the row as well. */
    private void take(String name, Callable<Row> made) throws IOException {
        if (!settings.rows().contains(name)) {
            return;
        }
        // Row 9 has servers of its own.
        var isCounted = settings.statistics() && !name.equals("memory");
        try {
            var row = made.call();
            var measured = isCounted ? counted(name, row) : row.measure();
            if (measured.isEmpty()) {
                throw new IllegalStateException("Nothing was measured");
            }
            for (var figure : measured) {
                figures.add(figure);
                System.out.print(figure.markdown());
            }
        } catch (Exception e) {
            // Some rows take an hour, and those behind this one may be worth having.
            say("%s failed: %s", name, e);
            failures.add(new IllegalStateException("Row " + name, e));
        }
        write();
    }

    private void failIfAnyFailed() throws Exception {
        if (!failures.isEmpty()) {
            failures.subList(1, failures.size()).forEach(failures.get(0)::addSuppressed);
            throw failures.get(0);
        }
    }

    private List<Figure> counted(String name, Row row) throws Exception {
        // By connections of their own: a row may close all that there are.
        try (var connection = bed.connect()) {
            StatementStatistics.reset(connection);
        }
        var measured = row.measure();
        try (var connection = bed.connect()) {
            statistics.append(StatementStatistics.section(connection, name));
        }
        return measured;
    }

    private void write() throws IOException {
        Files.createDirectories(report);
        var lines = new StringBuilder("%s, commit %s, JDK %s: %s%n%n%s.%n%n%s".formatted(LocalDate.now(), COMMIT,
                Runtime.version().feature(), settings, durability, HEAD));
        figures.forEach(figure -> lines.append(figure.markdown()));
        failures.forEach(
                failure -> lines.append("%n%s failed: %s%n".formatted(failure.getMessage(), failure.getCause())));
        Files.writeString(report.resolve("bench.md"), lines);
        if (settings.statistics()) {
            Files.writeString(report.resolve("statements.md"), StatementStatistics.page(settings, statistics));
        }
        var json = new JsonArray();
        figures.forEach(figure -> json.add(new JsonObject().put("row", figure.row()).put("what", figure.what())
                .put("unit", figure.unit()).put("goal", figure.goal()).put("floor", new JsonArray(figure.floor()))
                .put("service", new JsonArray(figure.service()))
                .put("ratios", new JsonArray(figure.ratios().stream().map(Bench::orNull).toList()))
                .put("ratio", orNull(Figure.median(figure.ratios())))
                .put("is_met", figure.goal().isEmpty() ? null : figure.isMet())));
        Files.writeString(report.resolve("bench.json"), new JsonObject().put("on", LocalDate.now().toString())
                .put("commit", COMMIT)
                .put("jdk", Runtime.version().toString()).put("system", "%s %s, %d processors, %d MB".formatted(
                        System.getProperty("os.name"), System.getProperty("os.version"),
                        Runtime.getRuntime().availableProcessors(), memory()))
                .put("settings", settings.toString()).put("durability", durability).put("figures", json)
                .encodePrettily());
    }

    /** JSON has no number for a ratio to nothing. */
    private static Double orNull(double ratio) {
        return Double.isFinite(ratio) ? ratio : null;
    }

    /** What is measured, as git names it: with {@code -dirty} where files were changed since. */
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

    private static void say(String line, Object... parameters) {
        System.out.printf("[bench] %s %s%n", LocalTime.now().truncatedTo(ChronoUnit.SECONDS),
                line.formatted(parameters));
    }
}
