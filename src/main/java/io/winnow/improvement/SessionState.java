package io.winnow.improvement;

import static io.winnow.improvement.Verdict.Reason.no_expected_events;
import static io.winnow.improvement.Verdict.Reason.payload_search;
import static io.winnow.improvement.Verdict.Status.already_released;
import static io.winnow.improvement.Verdict.Status.already_scheduled;

import java.time.Clock;
import java.util.Optional;

import io.vertx.sqlclient.Row;

/**
 * What decides over a session, as it stands at one moment.
 *
 * @param version see {@link ImprovementEvent#version()}
 * @param hasExpectedEvent whether an event of an expected type is on an object that was shown
 * @param held the latest snapshot of it, if a batch has one
 */
record SessionState(String sessionId, boolean isPayloadSearch, boolean isIrrelevant, int version,
        boolean hasExpectedEvent, Optional<Held> held) {

    /** The session in a batch. */
    record Held(long batchId, int version, boolean isCollecting) {}

    static SessionState from(Row row) {
        var batch = Optional.ofNullable(row.getLong("batch_id"));
        return new SessionState(row.getString("session_id"), row.getBoolean("is_payload_search"),
                row.getBoolean("is_irrelevant"), row.getInteger("version"), row.getBoolean("has_expected_event"),
                batch.map(id -> new Held(id, row.getInteger("held_version"), row.getBoolean("is_collecting"))));
    }

    /** Why nothing is to be sent; empty when the session is to be scheduled. */
    Optional<Verdict> objection() {
        if (held.isPresent() && held.get().isCollecting()) {
            return Optional.of(already(already_scheduled));
        }
        // Later than the present one when events were deleted since: what a snapshot holds is not asked for again.
        if (held.isPresent() && held.get().version() >= version) {
            return Optional.of(already(already_released));
        }
        if (isPayloadSearch) {
            return Optional.of(Verdict.skipped(sessionId, payload_search));
        }
        // A mark is feedback in itself.
        return hasExpectedEvent || isIrrelevant
                ? Optional.empty()
                : Optional.of(Verdict.skipped(sessionId, no_expected_events));
    }

    ImprovementEvent improvement(Clock clock) {
        return new ImprovementEvent(sessionId, version, clock.instant().getEpochSecond());
    }

    private Verdict already(Verdict.Status status) {
        return Verdict.already(status, sessionId, held.get().version(), held.get().batchId());
    }
}
