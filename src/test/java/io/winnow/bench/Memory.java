package io.winnow.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** How much memory a process has. */
record Memory(long pid) {

    /** What is measured meanwhile. */
    interface Work {
        void run() throws Exception;
    }

    double residentMegabytes() throws IOException {
        var ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
        return Double.parseDouble(new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip())
                / 1024;
    }

    /** Looks twice a second while something is done: megabytes, one look after another. */
    List<Double> during(Work work) throws Exception {
        var megabytes = new CopyOnWriteArrayList<>(List.of(residentMegabytes()));
        var clock = Executors.newSingleThreadScheduledExecutor();
        try {
            clock.scheduleAtFixedRate(() -> {
                try {
                    megabytes.add(residentMegabytes());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }, 500, 500, TimeUnit.MILLISECONDS);
            work.run();
        } finally {
            clock.shutdownNow();
        }
        megabytes.add(residentMegabytes());
        return megabytes;
    }

    /** The mean of a tenth of the looks, counted from 0. */
    static double tenth(List<Double> looks, int number) {
        var size = looks.size();
        var from = number * size / 10;
        return looks.subList(from, Math.max(from + 1, (number + 1) * size / 10)).stream().mapToDouble(one -> one)
                .average().orElseThrow();
    }
}
