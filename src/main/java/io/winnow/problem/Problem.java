package io.winnow.problem;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The body of every error, {@code application/problem+json} of RFC 9457.
 *
 * @param type what kind of error it is, a URN of {@link ErrorKind}
 * @param title the kind in words
 * @param status the HTTP status
 * @param detail what happened and what to do about it, for a person
 * @param errors each thing that is wrong with the input; on 422 alone
 */
// Sent by exception mappers alone, which a native build does not look into.
@RegisterForReflection
@Schema(name = "Problem", description = "RFC 9457 problem details")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        @Schema(required = true, examples = "urn:winnow:problem:invalid-input") String type,
        @Schema(required = true, examples = "Invalid input") String title,
        @Schema(required = true, examples = "422") int status,
        @Schema(required = true, examples = "session_id: is required") String detail,
        List<FieldError> errors) {
    /** The media type of every error. */
    public static final String MEDIA_TYPE = "application/problem+json";
}
