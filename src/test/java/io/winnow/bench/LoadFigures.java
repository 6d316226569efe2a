package io.winnow.bench;

import java.util.List;

import io.winnow.bench.Load.Result;

/** What is told of something under load: how much is done, how late the last are, and what it takes of the processors. */
record LoadFigures(Figure rate, Figure late, Figure cpu, Figure client) {

    static LoadFigures of(String row, String what, String rateGoal, String lateGoal, String cpuGoal) {
        return new LoadFigures(
                Figure.of(row, what + ", throughput", "/s", rateGoal),
                Figure.of(row, what + ", p99", "ms", lateGoal),
                Figure.of(row, what + ", processor time of a call", "ms", cpuGoal),
                Watched.client(row, what));
    }

    /** Adds a round. */
    void add(Turns<Result> both) {
        var floor = both.floor();
        var service = both.service();
        rate.add(floor.perSecond(), service.perSecond());
        late.add(floor.millis(0.99), service.millis(0.99));
        cpu.add(floor.cpuMillisEach(), service.cpuMillisEach());
        client.add(floor.clientProcessors(), service.clientProcessors());
    }

    List<Figure> all() {
        return List.of(rate, late, cpu, client);
    }
}
