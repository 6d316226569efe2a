package io.winnow.export;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

import io.winnow.training.QualityReport;

/**
 * A report on the quality of a batch.
 *
 * @param lastNumber up to which session number it was looked at
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Report(
        @Schema(required = true, examples = "17") String batchId,
        @Schema(required = true, examples = "released") String status,
        @Schema(nullable = true, examples = "nightly-2026-11-24") String releaseId,
        @Schema(required = true, examples = "90") long lastNumber,
        @Schema(required = true) QualityReport quality) {}
