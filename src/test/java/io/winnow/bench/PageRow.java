package io.winnow.bench;

import java.time.Duration;
import java.util.List;

/**
 * A page in the middle and at the end of a large batch, against one near the start with the same sessions: those of the batch
 * repeat. Where they don't, since it is smaller than their number, the page is held against itself.
 */
record PageRow(Bed bed, BenchSettings settings, String batch) implements Row {

    @Override
    public List<Figure> measure() {
        var middle = settings.large() / 2;
        return List.of(page(10, "middle", middle), page(10, "end", Math.max(0, settings.large() - 10)),
                page(100, "middle", middle), page(100, "end", Math.max(0, settings.large() - 100)));
    }

    private Figure page(int limit, String where, int after) {
        var figure = Figure.of("5", "a page of %d at the %s of %,d".formatted(limit, where, settings.large()), "ms",
                "≤ 1.1");
        var same = after % settings.sessions();
        try (var load = new Load(bed.vertx, 1)) {
            take(load, limit, same, settings.warmUp().dividedBy(4));
            for (var round = 0; round < settings.rounds(); round++) {
                figure.add(take(load, limit, same, settings.time().dividedBy(4)),
                        take(load, limit, after, settings.time().dividedBy(4)));
            }
        }
        return figure;
    }

    private double take(Load load, int limit, int after, Duration time) {
        var at = bed.winnow("/batch/sessions?batch_id=%s&limit=%d&after_number=%d".formatted(batch, limit, after));
        return load.run(time, bed.winnowCpu(), number -> load.call(at, null)).millis(0.5);
    }
}
