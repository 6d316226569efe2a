package io.winnow.bench;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import io.winnow.bench.Load.Result;
import io.winnow.bench.Load.Work;
import io.winnow.testing.Topics;

/**
 * Scheduling, against a bare server that does the same steps. The consumer is idle meanwhile: what it does is measured
 * elsewhere, and the floor has none.
 */
record ScheduleRow(Bed bed, BenchSettings settings, String label, Sessions sessions) implements Row {

    @Override
    public List<Figure> measure() throws Exception {
        var figures = LoadFigures.of(label, "schedule", "≥ 0.8", "≤ 1.5", "≤ 1.5");
        try (var connection = bed.connect()) {
            // What an earlier run of this row scheduled would not be scheduled again.
            new Data(connection, settings).forget();
            try {
                measure(figures);
            } finally {
                // Otherwise the next row would be measured beside what the consumer makes up for.
                bed.awaitConsumed(connection);
            }
        }
        return figures.all();
    }

    private void measure(LoadFigures figures) throws Exception {
        try (var idle = Idle.begin(bed.kafka()); var load = new Load(bed.vertx, settings.connections())) {
            warmUp(() -> byHand(load, settings.warmUp()));
            warmUp(() -> service(load, settings.warmUp()));
            for (var round = 0; round < settings.rounds(); round++) {
                figures.add(Turns.of(round, () -> byHand(load, settings.time()), () -> service(load, settings.time())));
            }
        }
    }

    /** As the JVM compiles by calls, and a few clients make few of them. */
    private void warmUp(Supplier<Result> load) {
        var calls = 0L;
        do {
            calls += load.get().done();
        } while (calls < settings.warmUpCalls() && !settings.warmUp().isZero());
    }

    private Result byHand(Load load, Duration time) {
        return sent(Bed.FLOOR_TOPIC, () -> load.run(time, bed.floorCpu(), schedule(load, bed.floor("/"))));
    }

    private Result service(Load load, Duration time) {
        return sent(Topics.IMPROVEMENTS, () -> load.run(time, bed.winnowCpu(),
                schedule(load, bed.winnow("/session/use-for-improvement"))));
    }

    /** Each call has sent a record: one about what a batch holds already would be answered without. */
    private Result sent(String topic, Supplier<Result> load) {
        var before = bed.sent(topic);
        var result = load.get();
        if (bed.sent(topic) - before < result.begun()) {
            throw new IllegalStateException("calls were answered that sent nothing to " + topic);
        }
        return result;
    }

    private Work schedule(Load load, URI at) {
        return number -> load.call(at, Data.call(sessions.id(number)));
    }
}
