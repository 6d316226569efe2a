package io.winnow.session;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * What became of the events of one call.
 *
 * @param accepted how many are new
 * @param duplicates how many had an id that was there before, or earlier in the same call
 */
@JsonNaming(SnakeCaseStrategy.class)
public record AddedEvents(
        @Schema(required = true, examples = "s-1") String sessionId,
        @Schema(required = true, examples = "6") int accepted,
        @Schema(required = true, examples = "0") int duplicates) {}
