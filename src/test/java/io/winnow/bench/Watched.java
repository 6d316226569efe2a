package io.winnow.bench;

import java.util.concurrent.Callable;

/**
 * Something that was done, and what it took of this process, which is the client.
 *
 * @param result what came of it
 * @param seconds how long it took
 * @param clientCpuMillis processor time of this process
 */
record Watched<T>(T result, double seconds, double clientCpuMillis) {
    /** How the name of such a figure ends. */
    static final String CLIENT = ", processors that the client takes";
    private static final double MEGA = 1_000_000;

    static <T> Watched<T> of(Callable<T> work) throws Exception {
        var own = Cpu.ofThisProcess();
        var cpu = own.millis();
        var began = System.nanoTime();
        var result = work.call();
        return new Watched<>(result, (System.nanoTime() - began) / 1e9, own.millis() - cpu);
    }

    /** How many processors this process took. */
    double clientProcessors() {
        return clientCpuMillis / 1000 / seconds;
    }

    /** Adds how fast both read bytes to a figure, and what that took of this process to one of {@link #client}. */
    static void add(Figure rate, Figure client, Turns<Watched<Long>> both) {
        rate.add(megabytesPerSecond(both.floor()), megabytesPerSecond(both.service()));
        add(client, both);
    }

    static double megabytesPerSecond(Watched<Long> bytes) {
        return bytes.result() / MEGA / bytes.seconds();
    }

    /** A figure for {@link #clientProcessors()} of what another one tells. */
    static Figure client(String row, String what) {
        return Figure.of(row, what + CLIENT, "", "");
    }

    /** Adds both to a figure of {@link #client}, and returns what came of them. */
    static <T> Turns<T> add(Figure client, Turns<Watched<T>> both) {
        client.add(both.floor().clientProcessors(), both.service().clientProcessors());
        return new Turns<>(both.floor().result(), both.service().result());
    }
}
