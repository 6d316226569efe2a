package io.winnow.faults;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Which invariants were found broken, and how often everything was tried. */
final class Findings {
    private static final int ENOUGH = 200;

    private final long began = System.nanoTime();
    private final List<String> broken = new CopyOnWriteArrayList<>();
    private final Map<String, AtomicLong> counts = new ConcurrentSkipListMap<>();

    /** Notes that an invariant does not hold. */
    void broken(Invariant invariant, String how, Object... parameters) {
        if (broken.size() < ENOUGH) {
            broken.add("%s after %d s: %s".formatted(invariant, (System.nanoTime() - began) / 1_000_000_000,
                    how.formatted(parameters)));
        }
    }

    /** Counts for the run's figures. */
    void count(String what, long by) {
        counts.computeIfAbsent(what, key -> new AtomicLong()).addAndGet(by);
    }

    void count(String what) {
        count(what, 1);
    }

    long counted(String what) {
        return counts.getOrDefault(what, new AtomicLong()).get();
    }

    List<String> broken() {
        return List.copyOf(broken);
    }

    /** The figures, a line each. */
    String figures() {
        var lines = new StringBuilder();
        counts.forEach((what, count) -> lines.append("  %,12d %s%n".formatted(count.get(), what)));
        return lines.toString();
    }
}
