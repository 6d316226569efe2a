package io.winnow.faults;

import static io.winnow.faults.Invariant.INTAKE_IS_KEPT;
import static io.winnow.faults.Invariant.NOTHING_TWICE;
import static io.winnow.faults.Invariant.NOTHING_UNASKED;
import static io.winnow.faults.Invariant.SCHEDULED_IS_IN_ONE_BATCH;

import java.util.HashSet;

import io.winnow.faults.Stored.Row;

/** Holds what each client was told about its sessions against what is stored. */
record CheckSessions(Ledger ledger, Stored stored, Findings findings) {

    void check() {
        ledger.sessions().forEach(this::check);
        stored.rows().keySet().stream()
                .filter(id -> ledger.sessions().stream().map(track -> track.id).noneMatch(id::equals))
                .forEach(id -> findings.broken(NOTHING_UNASKED, "nobody knows session %s", id));
    }

    private void check(Track session) {
        kept(session);
        inOneBatch(session);
        whereTold(session);
        twice(session);
        explained(session);
    }

    private void kept(Track session) {
        var sent = new HashSet<>(session.changes);
        if (!sent.equals(stored.changes().get(session.id))) {
            findings.broken(INTAKE_IS_KEPT, "%s has %s, acknowledged were %s", session.id,
                    stored.changes().get(session.id), sent);
        }
        findings.count("sessions acknowledged");
        findings.count("events acknowledged", sent.size());
    }

    private void inOneBatch(Track session) {
        for (var acknowledged : session.acknowledged) {
            findings.count("schedules acknowledged");
            if (stored.rows(session.id).stream().noneMatch(row -> row.version() >= acknowledged.version())) {
                findings.broken(SCHEDULED_IS_IN_ONE_BATCH, "%s:%d was acknowledged and is in no batch: %s", session.id,
                        acknowledged.version(), stored.rows(session.id));
            }
        }
    }

    /** Where a client was told that its session is in a batch already, it is. */
    private void whereTold(Track session) {
        for (var batch : session.told) {
            if (stored.rows(session.id).stream().noneMatch(row -> row.batch() == batch)) {
                findings.broken(SCHEDULED_IS_IN_ONE_BATCH, "%s was said to be in batch %d, and is in %s", session.id,
                        batch, stored.rows(session.id));
            }
        }
    }

    private void twice(Track session) {
        var rows = stored.rows(session.id);
        for (var i = 1; i < rows.size(); i++) {
            if (rows.get(i).batch() == rows.get(i - 1).batch() || rows.get(i).version() <= rows.get(i - 1).version()) {
                findings.broken(NOTHING_TWICE, "%s: %s", session.id, rows);
            }
        }
    }

    /** Each snapshot has a schedule call that was made after the one before it was satisfied, and not after its state. */
    private void explained(Track session) {
        var before = 0;
        for (Row row : stored.rows(session.id)) {
            findings.count("snapshots");
            var from = before;
            if (session.asked.stream().noneMatch(asked -> asked > from && asked <= row.version())) {
                findings.broken(NOTHING_UNASKED, "%s: %s, asked for were %s", session.id, row, session.asked);
            }
            before = row.version();
        }
    }
}
