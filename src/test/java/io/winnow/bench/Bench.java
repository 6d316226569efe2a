package io.winnow.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/** Takes all rows one after the other, prints each as soon as it is there, and writes them down. */
final class Bench {
    // Each below the one before: what the service begins to collect gets the number above the highest.
    private static final long WALKED = 1_000_003;
    private static final long LARGE = 1_000_002;
    private static final long SMALL = 1_000_001;
    /** The kind of the sessions beforehand. */
    private static final String STORED = "stored";

    private final BenchSettings settings;
    private final Bed bed;
    private final Report report;
    private final List<Figure> figures = new ArrayList<>();
    private final List<Exception> failures = new ArrayList<>();
    private final StringBuilder statistics = new StringBuilder();
    /** The numbers of those that are stored. */
    private final Set<Long> batches = new HashSet<>();
    private int grown;
    private boolean hasBacklog;

    private Bench(BenchSettings settings, Bed bed, Report report) {
        this.settings = settings;
        this.bed = bed;
        this.report = report;
    }

    /** Does all of it in a directory of its own and writes {@code bench.md} and {@code bench.json} to another. */
    static List<Figure> run(BenchSettings settings, Path directory, Path report) throws Exception {
        say("%s%n%s", settings, Report.HEAD.strip());
        try (var bed = new Bed(directory, settings.jvm(), settings.statistics())) {
            try (var connection = bed.connect()) {
                Data.execute(connection, settings.sql());
            }
            var bench = new Bench(settings, bed, new Report(settings, bed.durability(), report));
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
            take("statements", () -> new StatementsRow(bed, settings, report.directory()));
            take("memory", () -> new MemoryRow(settings, directory));
            take("start", () -> new StartRow(bed, settings, directory, report.directory()));
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
        // A row may take an hour, its data included.
        say("%s begins", name);
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
        } catch (Exception | AssertionError e) {
            // Some rows take an hour, and those behind this one may be worth having.
            say("%s failed: %s", name, e);
            failures.add(new IllegalStateException("Row " + name, e));
        }
        report.write(figures, failures);
        if (settings.statistics()) {
            report.write(statistics);
        }
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

    private static void say(String line, Object... parameters) {
        System.out.printf("[bench] %s %s%n", LocalTime.now().truncatedTo(ChronoUnit.SECONDS),
                line.formatted(parameters));
    }
}
