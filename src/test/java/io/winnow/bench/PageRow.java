package io.winnow.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import io.winnow.bench.Load.Result;

/**
 * A page in the middle and at the end of a large batch, against its first page. Sessions of the batch repeat, and all three
 * pages are of the same ones, so that it is the place alone that tells them apart.
 */
record PageRow(Bed bed, BenchSettings settings, String batch) implements Row {
    private static final int LARGEST = 100;
    /** Of each side in a round: a page takes so little that a machine which changes its speed meanwhile would be all one sees. */
    private static final int TURNS = 4;
    /** A quarter of the time is enough for one page after another. */
    private static final int PARTS = 4;

    /** The sessions that repeat in the batch: it has each of them twice at least. */
    static Sessions repeated(BenchSettings settings) {
        var base = settings.base();
        return Sessions.all(base.kind(), Math.min(base.count(), Math.max(1, settings.large() / 2)));
    }

    /** How large the batch is: whole repetitions, of which the last may be cut off, and a page. */
    static int size(BenchSettings settings) {
        return near(settings, settings.large()) + LARGEST;
    }

    /** The last place before this one at which the sessions begin again. */
    private static int near(BenchSettings settings, int place) {
        return place - place % repeated(settings).count();
    }

    @Override
    public List<Figure> measure() throws Exception {
        var middle = settings.large() / 2;
        return Stream.of(page(10, "middle", middle), page(10, "end", settings.large()),
                page(LARGEST, "middle", middle), page(LARGEST, "end", settings.large())).flatMap(List::stream).toList();
    }

    private List<Figure> page(int limit, String where, int place) throws Exception {
        var figure = Figure.of("5",
                "a page of %d at the %s of %s".formatted(limit, where, Figure.count(settings.large())), "ms",
                "≤ 1.1");
        var client = Watched.client("5", figure.what());
        var after = near(settings, place);
        try (var load = new Load(bed.vertx, 1)) {
            take(load, limit, 0, settings.warmUp().dividedBy(PARTS));
            take(load, limit, after, settings.warmUp().dividedBy(PARTS));
            var time = settings.time().dividedBy(PARTS * TURNS);
            for (var round = 0; round < settings.rounds(); round++) {
                var turns = new ArrayList<Turns<Result>>();
                for (var turn = 0; turn < TURNS; turn++) {
                    turns.add(Turns.of(turn, () -> take(load, limit, 0, time), () -> take(load, limit, after, time)));
                }
                figure.add(median(turns, result -> result.millis(0.5)));
                client.add(median(turns, Result::clientProcessors));
            }
        }
        return List.of(figure, client);
    }

    private static Turns<Double> median(List<Turns<Result>> turns, ToDoubleFunction<Result> of) {
        return new Turns<>(Figure.median(turns.stream().map(both -> of.applyAsDouble(both.floor())).toList()),
                Figure.median(turns.stream().map(both -> of.applyAsDouble(both.service())).toList()));
    }

    private Result take(Load load, int limit, int after, Duration time) {
        var at = bed.winnow("/batch/sessions?batch_id=%s&limit=%d&after_number=%d".formatted(batch, limit, after));
        return load.run(time, bed.winnowCpu(), number -> load.call(at, null));
    }
}
