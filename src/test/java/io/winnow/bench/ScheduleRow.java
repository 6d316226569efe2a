package io.winnow.bench;

import java.net.URI;
import java.util.List;

import io.vertx.core.buffer.Buffer;
import io.winnow.batch.Stalled;
import io.winnow.bench.Load.Result;

/**
 * Scheduling, against a bare server that does the same steps. The consumer is held meanwhile, by a lock on its positions:
 * what it does is measured elsewhere, and the floor has none.
 */
record ScheduleRow(Bed bed, BenchSettings settings, String label) implements Row {

    @Override
    public List<Figure> measure() throws Exception {
        var rate = Figure.of(label, "schedule, throughput", "/s", "≥ 0.8");
        var late = Figure.of(label, "schedule, p99", "ms", "≤ 1.5");
        var cpu = Figure.of(label, "schedule, processor time of a call", "ms", "≤ 1.5");
        var client = Figure.of(label, "schedule, processors that the client takes", "", "");
        try (var held = Stalled.batches(bed.connect()); var load = new Load(bed.vertx, settings.connections())) {
            run(load, bed.floor("/"), bed.floorCpu());
            run(load, bed.winnow("/session/use-for-improvement"), bed.winnowCpu());
            for (var round = 0; round < settings.rounds(); round++) {
                var floor = run(load, bed.floor("/"), bed.floorCpu());
                var service = run(load, bed.winnow("/session/use-for-improvement"), bed.winnowCpu());
                rate.add(floor.perSecond(), service.perSecond());
                late.add(floor.millis(0.99), service.millis(0.99));
                cpu.add(floor.cpuMillisEach(), service.cpuMillisEach());
                client.add(floor.clientCpuMillis() / floor.seconds() / 1000,
                        service.clientCpuMillis() / service.seconds() / 1000);
            }
        }
        return List.of(rate, late, cpu, client);
    }

    private Result run(Load load, URI at, Cpu cpu) {
        return load.run(settings.time(), cpu, number -> load.call(at,
                Buffer.buffer("{\"session_id\":\"" + Data.id("base", 1 + number % settings.sessions()) + "\"}")));
    }
}
