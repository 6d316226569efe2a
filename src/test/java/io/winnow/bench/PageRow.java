package io.winnow.bench;

import java.util.List;

/** A page at the start, in the middle and at the end of a large batch: the first page is the floor. */
record PageRow(Bed bed, BenchSettings settings, String batch) implements Row {

    @Override
    public List<Figure> measure() {
        return List.of(page(10, "middle", settings.large() / 2), page(10, "end", settings.large() - 10),
                page(100, "middle", settings.large() / 2), page(100, "end", settings.large() - 100));
    }

    private Figure page(int limit, String where, int after) {
        var figure = Figure.of("5", "a page of %d at the %s of %,d".formatted(limit, where, settings.large()), "ms",
                "≤ 1.1");
        try (var load = new Load(bed.vertx, 1)) {
            take(load, limit, 0);
            take(load, limit, after);
            for (var round = 0; round < settings.rounds(); round++) {
                figure.add(take(load, limit, 0), take(load, limit, after));
            }
        }
        return figure;
    }

    private double take(Load load, int limit, int after) {
        var at = bed.winnow("/batch/sessions?batch_id=%s&limit=%d&after_number=%d".formatted(batch, limit, after));
        return load.run(settings.time().dividedBy(4), bed.winnowCpu(), number -> load.call(at, null)).millis(0.5);
    }
}
