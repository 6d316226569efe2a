package io.winnow.faults;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What all clients together were told. */
final class Ledger {
    private final Map<String, Track> sessions = new ConcurrentHashMap<>();
    private final Map<String, Asked> releases = new ConcurrentHashMap<>();
    private final List<FoundNothing> foundNothing = new CopyOnWriteArrayList<>();
    /** By batch and number: the digest of the bytes that a reader got. */
    private final Map<Long, Map<Integer, String>> read = new ConcurrentSkipListMap<>();
    /** Keys of the records that nobody can read, or that the database refuses. */
    private final Set<String> bad = ConcurrentHashMap.newKeySet();
    private final Set<String> lost = ConcurrentHashMap.newKeySet();

    /**
     * A release that was asked for.
     *
     * @param began when the first call with this id was about to be sent
     */
    record Asked(String id, long began, Set<String> answers) {}

    /** A release that found nothing collecting: when it began, by the clock that orders answers, and when it ended. */
    record FoundNothing(long began, Instant ended) {}

    Track session(String id) {
        return sessions.computeIfAbsent(id, Track::new);
    }

    Collection<Track> sessions() {
        return sessions.values();
    }

    Asked release(String id) {
        return releases.computeIfAbsent(id,
                first -> new Asked(id, System.nanoTime(), ConcurrentHashMap.newKeySet()));
    }

    Collection<Asked> releases() {
        return releases.values();
    }

    /** Notes an answer that nothing is collecting, to a call that began then. */
    void nothingCollecting(long began) {
        foundNothing.add(new FoundNothing(began, Instant.now()));
    }

    List<FoundNothing> foundNothing() {
        return List.copyOf(foundNothing);
    }

    /** Notes what a reader got; tells whether an earlier one got the same. */
    boolean isReadAsBefore(long batch, int number, String digest) {
        var before = read.computeIfAbsent(batch, key -> new ConcurrentHashMap<>()).putIfAbsent(number, digest);
        return before == null || before.equals(digest);
    }

    /** The highest number that any reader has seen in a batch. */
    int highestRead(long batch) {
        return read.getOrDefault(batch, Map.of()).keySet().stream().max(Integer::compare).orElse(0);
    }

    /** Records that were not looked at when Kafka lost them make no dead letters. */
    void loseUnread() {
        lost.addAll(bad);
    }

    /** Whether a bad record may be missing among the dead letters. */
    boolean isLost(String key) {
        return lost.contains(key);
    }

    Set<String> bad() {
        return bad;
    }
}
