package io.winnow.batch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.winnow.batch.Progress.Report;

/** Which partitions stand still although they have records to consume, and since when, told by one look after another. */
final class Standstill {
    private final Clock clock;
    private final Duration patience;
    private Map<Integer, Still> still = Map.of();

    /**
     * A partition as it was first seen at a position.
     *
     * @param looks how often it was seen there
     */
    private record Still(long position, Instant since, int looks) {
        Still again() {
            return new Still(position, since, looks + 1);
        }
    }

    /** Partitions are late when they have stood still for longer than {@code patience}. */
    Standstill(Clock clock, Duration patience) {
        this.clock = clock;
        this.patience = patience;
    }

    /** Takes a look. */
    void look(Report report) {
        var now = new HashMap<Integer, Still>();
        report.log().ends().forEach((partition, end) -> {
            var position = report.position(partition);
            if (position < end) {
                now.put(partition, seen(partition, position));
            }
        });
        still = now;
    }

    /** Whether the partition stood at the last look where it had stood at the one before. */
    boolean isStanding(int partition) {
        return still.containsKey(partition) && still.get(partition).looks() > 1;
    }

    /** The partitions that have stood still for too long, in order. */
    List<Integer> late() {
        var before = clock.instant().minus(patience);
        return still.entrySet().stream().filter(entry -> entry.getValue().since().isBefore(before))
                .map(Map.Entry::getKey).sorted().toList();
    }

    private Still seen(int partition, long position) {
        var before = still.get(partition);
        return before != null && before.position() == position
                ? before.again()
                : new Still(position, clock.instant(), 1);
    }
}
