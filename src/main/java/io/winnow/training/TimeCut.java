package io.winnow.training;

import java.math.BigDecimal;
import java.util.TreeMap;

/**
 * Finds the time from which on a share of a batch's sessions was created. Counts by the second, by larger steps where there
 * are too many seconds, so that its memory has an end.
 */
public final class TimeCut {
    private static final int MOST_STEPS = 100_000;

    private TreeMap<Long, Long> counts = new TreeMap<>();
    private long step = 1;
    private long total;

    /** Counts a session. */
    public void add(Snapshot snapshot) {
        counts.merge(Math.floorDiv(snapshot.createdAt(), step), 1L, Long::sum);
        total++;
        if (counts.size() > MOST_STEPS) {
            widen();
        }
    }

    /** The earliest time, in UTC seconds, that has at most this share of the sessions from it on. */
    public long from(BigDecimal share) {
        var most = share.multiply(BigDecimal.valueOf(total));
        var from = Long.MAX_VALUE;
        var later = 0L;
        for (var step : counts.descendingMap().entrySet()) {
            later += step.getValue();
            if (BigDecimal.valueOf(later).compareTo(most) > 0) {
                break;
            }
            from = step.getKey() * this.step;
        }
        return from;
    }

    private void widen() {
        step *= 2;
        var wider = new TreeMap<Long, Long>();
        counts.forEach((time, count) -> wider.merge(Math.floorDiv(time, 2), count, Long::sum));
        counts = wider;
    }
}
