package io.winnow.bench;

import java.time.Duration;
import java.util.concurrent.Callable;

/** What came of both sides in a round. */
record Turns<T>(T floor, T service) {

    /** Every other round begins with the service: what a side leaves behind, the next may have to pay for. */
    static <T> Turns<T> of(int round, Callable<T> floor, Callable<T> service) throws Exception {
        if (round % 2 == 0) {
            var byHand = floor.call();
            return new Turns<>(byHand, service.call());
        }
        var ofService = service.call();
        return new Turns<>(floor.call(), ofService);
    }

    /** Has both sides work for so long, once each at least. */
    static void warmUp(Duration time, Callable<?> floor, Callable<?> service) throws Exception {
        var began = System.nanoTime();
        do {
            floor.call();
            service.call();
        } while (System.nanoTime() - began < time.toNanos());
    }
}
