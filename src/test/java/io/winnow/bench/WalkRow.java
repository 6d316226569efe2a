package io.winnow.bench;

import java.util.List;

import io.vertx.core.buffer.Buffer;

/** Walking a batch by pages of 1,000, against COPY of the same content. */
record WalkRow(Bed bed, BenchSettings settings, String batch) implements Row {
    /** Of {@code "last_number":1000000} with its brace, and some. */
    private static final int TAIL = 30;

    @Override
    public List<Figure> measure() throws Exception {
        var rate = Figure.of("6", "walk " + Figure.count(settings.walked()) + " by pages of 1,000", "MB/s", "≥ 0.4");
        var client = Watched.client("6", rate.what());
        try (var load = new Load(bed.vertx, 1); var connection = bed.connect()) {
            Turns.warmUp(settings.warmUp(), () -> Copy.of(batch, connection), () -> walk(load));
            for (var round = 0; round < settings.rounds(); round++) {
                var both = Turns.of(round, () -> Watched.of(() -> Copy.of(batch, connection)),
                        () -> Watched.of(() -> walk(load)));
                Watched.add(rate, client, both);
            }
        }
        return List.of(rate, client);
    }

    private long walk(Load load) {
        var bytes = 0L;
        // A page of large sessions has fewer than it was asked for.
        for (var after = 0; after < settings.walked();) {
            var page = bed.answer(load, "/batch/sessions?events_limit=10000&limit=1000&batch_id=" + batch
                    + "&after_number=" + after);
            bytes += page.length();
            after = lastNumber(page);
        }
        return bytes;
    }

    /** By the end of the page, since to parse the whole of it would be the load. */
    private static int lastNumber(Buffer page) {
        var tail = page.getString(Math.max(0, page.length() - TAIL), page.length());
        return Integer.parseInt(tail.substring(tail.lastIndexOf(':') + 1, tail.lastIndexOf('}')));
    }
}
