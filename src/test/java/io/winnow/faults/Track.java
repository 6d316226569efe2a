package io.winnow.faults;

import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * One session as its client knows it. Each change was repeated until it was acknowledged, before the next began: so a
 * version stands for exactly the first so many changes.
 */
final class Track {
    /** In place of an event's id: the irrelevance mark. */
    static final String MARK = "(irrelevant)";

    final String id;
    /** Event ids and the mark, in the order of their acknowledgement. */
    final List<String> changes = new ArrayList<>();
    /** The versions in which the client asked for it to be scheduled, answered or not. */
    final List<Integer> asked = new ArrayList<>();
    final List<Acknowledged> acknowledged = new ArrayList<>();
    /** The batches that were said to have it already. */
    final List<Long> told = new ArrayList<>();

    Track(String id) {
        this.id = id;
    }

    /** An answer {@code scheduled}, and when it came. */
    record Acknowledged(int version, long at) {
        @Override
        public String toString() {
            return "%d at %s".formatted(version, clock(at));
        }
    }

    /** When that was by the clock on the wall, as messages tell it. */
    static LocalTime clock(long nanos) {
        return LocalTime.now().minusNanos(System.nanoTime() - nanos).truncatedTo(ChronoUnit.MILLIS);
    }

    synchronized void changed(List<String> ids) {
        changes.addAll(ids);
    }

    synchronized boolean isAcknowledged() {
        return !acknowledged.isEmpty();
    }

    synchronized void asks() {
        asked.add(changes.size());
    }

    synchronized void isSaidToBeIn(long batch) {
        told.add(batch);
    }

    synchronized void scheduled(int version, long at) {
        acknowledged.add(new Acknowledged(version, at));
    }

    @Override
    public synchronized String toString() {
        return "%s (asked in %s, acknowledged %s)".formatted(id, asked, acknowledged);
    }
}
