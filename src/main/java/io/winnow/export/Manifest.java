package io.winnow.export;

import java.util.Map;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

import io.winnow.training.Tally;

/**
 * What a file was made from, and what it is. The same call gives the same manifest, since it gives the same bytes.
 *
 * @param schemaVersion of the layouts: a file of another version may have other bytes
 * @param afterNumber only the sessions above this number went in
 * @param lastNumber up to this one
 * @param digest the chain over the batch up to {@code last_number}, {@code null} where the export began later than at 1
 * @param batchDigest the chain over the whole of a released batch, {@code null} of one that is collecting
 * @param options those that matter to the format, by the names of the query parameters
 * @param bytes how long the file is, without compression
 * @param sha256 of these bytes
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Manifest(
        @Schema(required = true, examples = "1") int schemaVersion,
        @Schema(required = true, examples = "17") String batchId,
        @Schema(required = true, examples = "released") String status,
        @Schema(nullable = true, examples = "nightly-2026-11-24") String releaseId,
        @Schema(nullable = true, examples = "1795469817") Long releasedAt,
        @Schema(required = true) long afterNumber,
        @Schema(required = true, examples = "90") long lastNumber,
        @Schema(nullable = true, pattern = "[0-9a-f]{64}") String digest,
        @Schema(nullable = true, pattern = "[0-9a-f]{64}") String batchDigest,
        @Schema(required = true) Map<String, String> options,
        @Schema(required = true) Tally.Counts counts,
        @Schema(required = true) long bytes,
        @Schema(required = true, pattern = "[0-9a-f]{64}") String sha256) {

    /** Changes when the bytes of any format do. */
    static final int SCHEMA_VERSION = 2;
}
