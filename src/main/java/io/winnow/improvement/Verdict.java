package io.winnow.improvement;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The answer to a schedule call.
 *
 * @param reason why it was skipped; else {@code null}
 * @param improvementId what a repeat of the call will carry too; {@code null} when skipped
 * @param batchId the batch that holds the session already; {@code null} when scheduled or skipped
 */
public record Verdict(
        @Schema(required = true, examples = "s-1") String sessionId,
        @Schema(required = true) Status status,
        @Schema(nullable = true) Reason reason,
        @Schema(nullable = true, examples = "s-1:6") String improvementId,
        @Schema(nullable = true, examples = "17") String batchId) {

    /** What became of the request. */
    public enum Status {
        SCHEDULED, ALREADY_SCHEDULED, ALREADY_RELEASED, SKIPPED;

        @JsonValue
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Why a session can't teach anything. */
    public enum Reason {
        PAYLOAD_SEARCH, NO_EXPECTED_EVENTS;

        @JsonValue
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    static Verdict scheduled(ImprovementEvent event) {
        return new Verdict(event.sessionId(), Status.SCHEDULED, null, event.improvementId(), null);
    }

    static Verdict already(Status status, String sessionId, int version, long batchId) {
        return new Verdict(sessionId, status, null, sessionId + ":" + version, Long.toString(batchId));
    }

    static Verdict skipped(String sessionId, Reason reason) {
        return new Verdict(sessionId, Status.SKIPPED, reason, null, null);
    }

    /** The outcome as it is counted. */
    String outcome() {
        return reason == null ? status.label() : reason.label();
    }
}
