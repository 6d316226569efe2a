package io.winnow.release;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

import io.winnow.batch.Batch;

/**
 * A release as it is told. Times are UTC seconds.
 *
 * @param leftOut improvement events whose session had gone when they were to be appended
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Release(
        @Schema(required = true, examples = "nightly-2026-11-24") String releaseId,
        @Schema(required = true, examples = "17") String batchId,
        @Schema(required = true, examples = "1795469817") long releasedAt,
        @Schema(required = true, examples = "90") int sessionCount,
        @Schema(required = true, examples = "0") int leftOut) {

    static Release of(Batch batch) {
        return new Release(batch.releaseId, Long.toString(batch.id), batch.releasedAt.getEpochSecond(),
                batch.sessionCount, batch.leftOut);
    }
}
