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
                Figure.of(row, what + ", processors that the client takes", "", ""));
    }

    /** Works for a while, and tells what came of it. */
    interface Side {
        Result measure() throws Exception;
    }

    /** Adds a round. Every other begins with the service: what a side leaves behind, the next may have to pay for. */
    void add(int round, Side floor, Side service) throws Exception {
        if (round % 2 == 0) {
            var byHand = floor.measure();
            add(byHand, service.measure());
        } else {
            var ofService = service.measure();
            add(floor.measure(), ofService);
        }
    }

    private void add(Result floor, Result service) {
        rate.add(floor.perSecond(), service.perSecond());
        late.add(floor.millis(0.99), service.millis(0.99));
        cpu.add(floor.cpuMillisEach(), service.cpuMillisEach());
        client.add(floor.clientProcessors(), service.clientProcessors());
    }

    List<Figure> all() {
        return List.of(rate, late, cpu, client);
    }
}
