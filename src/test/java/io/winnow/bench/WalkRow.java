package io.winnow.bench;

import java.util.List;

/** Walking a batch by pages of 1,000, against COPY of the same content. */
record WalkRow(Bed bed, BenchSettings settings, String batch) implements Row {
    private static final double MEGA = 1_000_000;

    @Override
    public List<Figure> measure() throws Exception {
        var figure = Figure.of("6", "walk %,d by pages of 1,000".formatted(settings.walked()), "MB/s", "≥ 0.4");
        try (var load = new Load(bed.vertx, 1); var connection = bed.connect()) {
            Copy.of(batch, connection);
            for (var until = System.nanoTime() + settings.warmUp().toNanos(); System.nanoTime() < until;) {
                walk(load);
            }
            for (var round = 0; round < settings.rounds(); round++) {
                figure.add(Copy.of(batch, connection), walk(load));
            }
        }
        return List.of(figure);
    }

    private double walk(Load load) {
        var began = System.nanoTime();
        var bytes = 0L;
        for (var after = 0; after < settings.walked(); after += 1_000) {
            bytes += Load.await(load.call(bed.winnow("/batch/sessions?events_limit=10000&limit=1000&batch_id=" + batch
                    + "&after_number=" + after), null)).length();
        }
        return bytes / MEGA / ((System.nanoTime() - began) / 1e9);
    }
}
