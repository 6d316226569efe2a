package io.winnow.bench;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;

/**
 * Exports in each format, against COPY of the batch. The rate of the other formats is that of what they read: their files are
 * smaller. The resident memory is that of the service after all exports, against that after the warm-up.
 */
record ExportRow(Bed bed, BenchSettings settings, String batch) implements Row {
    private static final String SESSIONS = "sessions";
    private static final List<String> OTHERS = List.of("pairs", "triplets", "lists", "svmlight", "lightgbm",
            "groups", "qrels", "topics", "parquet", "parquet&of=pairs", "parquet&of=triplets", "parquet&of=lists");

    @Override
    public List<Figure> measure() throws Exception {
        var figures = new ArrayList<Figure>();
        try (var connection = bed.connect()) {
            Turns.warmUp(settings.warmUp(), () -> Copy.of(batch, connection), () -> read(SESSIONS));
            var memory = Figure.of("12", "resident memory after all exports, against that after the warm-up", "MB",
                    "≤ 1.2");
            var first = new Memory(bed.winnow.pid()).residentMegabytes();
            var whole = read(SESSIONS);
            figures.addAll(export(SESSIONS, "≥ 0.4", settings.rounds(), whole, connection));
            for (var format : OTHERS) {
                figures.addAll(export(format, "", 1, whole, connection));
            }
            var digest = Figure.of("12", "digest of " + Figure.count(settings.walked()) + " computed again", "MB/s",
                    "");
            digest.add(Watched.megabytesPerSecond(Watched.of(() -> Copy.of(batch, connection))),
                    Watched.megabytesPerSecond(Watched.of(() -> {
                        new Data(connection, settings).number("select length(batch_digest(" + batch + "))");
                        return whole;
                    })));
            figures.add(digest);
            memory.add(first, new Memory(bed.winnow.pid()).residentMegabytes());
            figures.add(memory);
        }
        return figures;
    }

    private List<Figure> export(String format, String goal, int rounds, long whole, Connection connection)
            throws Exception {
        var what = "export %s as %s".formatted(Figure.count(settings.walked()), format);
        var figure = Figure.of("12", what, "MB/s", goal);
        var client = Watched.client("12", what);
        for (var round = 0; round < rounds; round++) {
            Watched.add(figure, client, Turns.of(round, () -> Watched.of(() -> Copy.of(batch, connection)),
                    () -> Watched.of(() -> {
                        read(format);
                        return whole;
                    })));
        }
        return List.of(figure, client);
    }

    /** Reads an export and tells how many bytes it has. */
    private long read(String format) throws IOException {
        var call = (HttpURLConnection) bed.winnow("/batch/export?batch_id=" + batch + "&format=" + format).toURL()
                .openConnection();
        var buffer = new byte[64 * 1024];
        var bytes = 0L;
        try (var in = call.getInputStream()) {
            for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes += read;
            }
        }
        return bytes;
    }
}
