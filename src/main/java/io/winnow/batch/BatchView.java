package io.winnow.batch;

import java.time.Instant;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * A batch as it is told. Times are UTC seconds.
 *
 * @param digest the chain over its snapshots, in hexadecimal
 * @param pending acknowledged improvement events that are not appended yet; {@code null} once released
 * @param note who released it and why, as the caller put it
 * @param announcedAt when Kafka had the announcement
 */
@JsonNaming(SnakeCaseStrategy.class)
public record BatchView(
        @Schema(required = true, examples = "17") String batchId,
        @Schema(required = true) BatchStatus status,
        @Schema(required = true, examples = "90") int sessionCount,
        @Schema(required = true, examples = "474") long eventCount,
        @Schema(required = true, pattern = "[0-9a-f]{64}") String digest,
        @Schema(nullable = true) Long pending,
        @Schema(required = true, examples = "1795469817") long createdAt,
        @Schema(nullable = true, examples = "nightly-2026-11-24") String releaseId,
        @Schema(nullable = true, examples = "nightly run of the search team") String note,
        @Schema(nullable = true) Long releasedAt,
        @Schema(nullable = true) Long announcedAt) {

    static BatchView of(Batch batch, Long pending) {
        return new BatchView(Long.toString(batch.id), batch.status, batch.sessionCount, batch.eventCount,
                batch.digestHex(), pending,
                batch.createdAt.getEpochSecond(), batch.releaseId, batch.note, seconds(batch.releasedAt),
                seconds(batch.announcedAt));
    }

    private static Long seconds(Instant time) {
        return time == null ? null : time.getEpochSecond();
    }
}
