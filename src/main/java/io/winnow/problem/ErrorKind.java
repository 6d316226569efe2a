package io.winnow.problem;

import java.util.Arrays;
import java.util.Locale;

/** The catalogue of errors: each kind with its HTTP status and its title. */
public enum ErrorKind {
    INVALID_TIMESTAMP(400, "Invalid timestamp"),
    BAD_REQUEST(400, "Bad request"),
    NOT_FOUND(404, "Not found"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    NOT_ACCEPTABLE(406, "Not acceptable"),
    CONFLICT(409, "Conflict"),
    TOO_LARGE(413, "Body too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
    INVALID_INPUT(422, "Invalid input"),
    INTERNAL(500, "Internal error"),
    UNAVAILABLE(503, "Unavailable, try again");

    private static final String TYPES = "urn:winnow:problem:";

    private final int status;
    private final String title;

    ErrorKind(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    /** The kind that stands for an HTTP status which the framework came to by itself. */
    public static ErrorKind of(int status) {
        return switch (status) {
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 409 -> CONFLICT;
            case 413 -> TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 422 -> INVALID_INPUT;
            case 503 -> UNAVAILABLE;
            default -> status >= 500 ? INTERNAL : BAD_REQUEST;
        };
    }

    /** The body that tells of an error of this kind. */
    public Problem problem(String detail) {
        return new Problem(type(), title, status, detail, null);
    }

    String type() {
        return TYPES + kind();
    }

    /** The kind whose problems are of this type, a URN. */
    public static ErrorKind ofType(String type) {
        return Arrays.stream(values()).filter(kind -> kind.type().equals(type)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No kind of error is told by " + type));
    }

    /** Its name as it is told. */
    public String kind() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
