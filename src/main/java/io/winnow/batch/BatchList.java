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
        @Schema(nullable = true, examples = "16") String next) {

    /** The page of at most so many of the found: one more tells that there is a next page. */
    static BatchList of(List<BatchView> found, int limit) {
        return found.size() <= limit
                ? new BatchList(found, null)
                : new BatchList(found.subList(0, limit), found.get(limit - 1).batchId());
    }
}
