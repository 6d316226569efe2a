package io.winnow.problem;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * One thing that is wrong with the input.
 *
 * @param field where: a path like {@code search_results[3].object_id}, a query parameter's name, or {@code body}
 * @param message what is wrong with it
 */
@RegisterForReflection
public record FieldError(
        @Schema(required = true, examples = "session_id") String field,
        @Schema(required = true, examples = "is required") String message) {
    @Override
    public String toString() {
        return field + ": " + message;
    }
}
