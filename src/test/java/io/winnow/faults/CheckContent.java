package io.winnow.faults;

import java.util.HashSet;
import java.util.List;
import java.util.Random;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads every batch once more and holds each snapshot against what its client had sent by then. */
record CheckContent(Scene scene, Stored stored) {

    void check() {
        var reader = new Reader(scene, new Random(), () -> false);
        for (var batch : stored.batches().values()) {
            var snapshots = reader.walk(batch.id());
            if (snapshots.size() != batch.sessions()) {
                scene.findings().broken(Invariant.NUMBERS_ARE_DENSE, "%s is read as %d", batch, snapshots.size());
            }
            snapshots.forEach(snapshot -> check(batch.id(), snapshot));
        }
    }

    private void check(long batch, JsonNode snapshot) {
        var session = scene.ledger().session(snapshot.get("session_id").textValue());
        var number = snapshot.get("session_number").intValue();
        var version = stored.rows(session.id).stream().filter(row -> row.batch() == batch && row.number() == number)
                .mapToInt(Stored.Row::version).filter(candidate -> isAsOf(snapshot, session, candidate)).findFirst();
        if (version.isEmpty()) {
            scene.findings().broken(Invariant.NOTHING_UNASKED, "no state of %s looks like %s", session.changes,
                    snapshot);
        }
    }

    /** Whether a snapshot holds the first so many changes, and no others. */
    private static boolean isAsOf(JsonNode snapshot, Track session, int version) {
        if (version > session.changes.size()) {
            return false;
        }
        List<String> changes = session.changes.subList(0, version);
        var expected = new HashSet<>(changes);
        var isMarked = expected.remove(Track.MARK);
        var held = new HashSet<>(snapshot.get("events").findValuesAsText("event_id"));
        return held.equals(expected) && snapshot.get("is_irrelevant").booleanValue() == isMarked
                && snapshot.get("search_query").textValue().equals("query of " + session.id)
                && snapshot.get("event_count").intValue() == expected.size();
    }
}
