package io.winnow.bench;

/**
 * How fast something is read.
 *
 * @param clientProcessors how many processors this process takes to take it in
 */
record Throughput(double megabytesPerSecond, double clientProcessors) {
    private static final double MEGA = 1_000_000;

    /** Reads all of it, and tells how many bytes it has. */
    interface Reading {
        long bytes() throws Exception;
    }

    static Throughput of(Reading reading) throws Exception {
        var own = Cpu.ofThisProcess();
        var cpu = own.millis();
        var began = System.nanoTime();
        var bytes = reading.bytes();
        var seconds = (System.nanoTime() - began) / 1e9;
        return new Throughput(bytes / MEGA / seconds, (own.millis() - cpu) / 1000 / seconds);
    }
}
