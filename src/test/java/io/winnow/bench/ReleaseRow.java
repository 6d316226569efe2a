package io.winnow.bench;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Releasing a large batch, against releasing one of 1,000. Each is put back to collecting by hand, to be released again. */
record ReleaseRow(Bed bed, BenchSettings settings, String small, String large) implements Row {
    @Override
    public List<Figure> measure() throws Exception {
        var figure = Figure.of("7", "release a batch of " + Figure.count(settings.large()), "ms", "≤ 2");
        var client = Watched.client("7", figure.what());
        try (var load = new Load(bed.vertx, 1); var connection = bed.connect()) {
            var data = new Data(connection, settings);
            bed.releaseLeftOver(load);
            Turns.warmUp(settings.warmUp(), () -> release(load, data, small), () -> release(load, data, large));
            for (var round = 0; round < settings.rounds(); round++) {
                figure.add(Watched.add(client, Turns.of(round, () -> Watched.of(() -> release(load, data, small)),
                        () -> Watched.of(() -> release(load, data, large)))));
            }
        }
        return List.of(figure, client);
    }

    /** Milliseconds, the median of some. */
    private Double release(Load load, Data data, String batch) throws SQLException {
        var millis = new ArrayList<Double>();
        for (var i = 0; i < settings.releases(); i++) {
            data.execute("update batch set status = 'collecting', release_id = null, released_at = null,"
                    + " announcement_id = null where batch_id = " + batch);
            var began = System.nanoTime();
            Load.await(bed.release(load));
            millis.add((System.nanoTime() - began) / 1e6);
        }
        return Figure.median(millis);
    }
}
