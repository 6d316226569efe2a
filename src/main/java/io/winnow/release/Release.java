package io.winnow.release;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

import io.winnow.batch.Batch;

/**
 * A release as it is told. Times are UTC seconds.
 *
 * @param releasedAt {@code null} for one that would be
 * @param leftOut improvement events whose session had gone when they were to be appended
 * @param digest the chain over the batch's snapshots, in hexadecimal
 * @param note who released it and why, as the caller put it, or {@code null}
 * @param isDryRun whether it only would be
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Release(
        @Schema(required = true, examples = "nightly-2026-11-24") String releaseId,
        @Schema(required = true, examples = "17") String batchId,
        @Schema(nullable = true, examples = "1795469817") Long releasedAt,
        @Schema(required = true, examples = "90") int sessionCount,
        @Schema(required = true, examples = "0") int leftOut,
        @Schema(required = true, pattern = "[0-9a-f]{64}") String digest,
        @Schema(nullable = true, examples = "nightly run of the search team") String note,
        @JsonProperty("dry_run") @Schema(name = "dry_run", required = true) boolean isDryRun) {

    static Release of(Batch batch) {
        return new Release(batch.releaseId, Long.toString(batch.id), batch.releasedAt.getEpochSecond(),
                batch.sessionCount, batch.leftOut, batch.digestHex(), batch.note, false);
    }

    /** What a collecting batch would be released as. */
    static Release wouldBe(Batch batch, ReleaseRequest request) {
        return new Release(request.releaseId(), Long.toString(batch.id), null, batch.sessionCount, batch.leftOut,
                batch.digestHex(), request.note(), true);
    }
}
