package io.winnow.batch;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * A page of batches, newest first.
 *
 * @param next what {@code after} takes for the next page; {@code null} at the end
 */
@JsonNaming(SnakeCaseStrategy.class)
public record BatchList(
        @Schema(required = true) List<BatchView> batches,
        @Schema(nullable = true, examples = "16") String next) {}
