package io.winnow.improvement;

import java.util.List;
import java.util.stream.Stream;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * The answer to a schedule call.
 *
 * @param reason why it was skipped; else {@code null}
 * @param improvementId what a repeat of the call will carry too; {@code null} when skipped or not found
 * @param batchId the batch that holds the session already; {@code null} otherwise
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Verdict(
        @Schema(required = true, examples = "s-1") String sessionId,
        @Schema(required = true) Status status,
        @Schema(nullable = true) Reason reason,
        @Schema(nullable = true, examples = "s-1:6") String improvementId,
        @Schema(nullable = true, examples = "17") String batchId) {

    /** What became of the request, named as in the contract. */
    public enum Status {
        scheduled,
        already_scheduled,
        already_released,
        skipped,
        /** Where many were asked for; one alone is answered 404. */
        not_found
    }

    /** Why a session can't teach anything, named as in the contract. */
    public enum Reason {
        payload_search,
        no_expected_events
    }

    /** All that {@link #outcome()} can be. */
    public static final List<String> OUTCOMES = Stream.concat(
            Stream.of(Status.values()).filter(status -> status != Status.skipped).map(Status::name),
            Stream.of(Reason.values()).map(Reason::name)).toList();

    static Verdict scheduled(ImprovementEvent event) {
        return new Verdict(event.sessionId(), Status.scheduled, null, event.improvementId(), null);
    }

    static Verdict already(Status status, String sessionId, int version, long batchId) {
        return new Verdict(sessionId, status, null, sessionId + ":" + version, Long.toString(batchId));
    }

    static Verdict skipped(String sessionId, Reason reason) {
        return new Verdict(sessionId, Status.skipped, reason, null, null);
    }

    static Verdict notFound(String sessionId) {
        return new Verdict(sessionId, Status.not_found, null, null, null);
    }

    /** The outcome as it is counted. */
    public String outcome() {
        return reason == null ? status.name() : reason.name();
    }
}
