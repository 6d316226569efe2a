package io.winnow.problem;

import static io.winnow.problem.ErrorKind.CONFLICT;
import static io.winnow.problem.ErrorKind.INVALID_INPUT;
import static io.winnow.problem.ErrorKind.INVALID_TIMESTAMP;
import static io.winnow.problem.ErrorKind.NOT_FOUND;
import static io.winnow.problem.ErrorKind.TOO_LARGE;
import static io.winnow.problem.ErrorKind.UNAVAILABLE;
import static io.winnow.problem.ErrorKind.UNSUPPORTED_MEDIA_TYPE;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Ends a call with a {@link Problem}. Carries no stack trace: it is an answer, not a fault. */
public final class ProblemException extends RuntimeException {
    private final transient Problem problem;

    private ProblemException(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }

    /** 404 with this detail. */
    public static ProblemException notFound(String detail) {
        return new ProblemException(NOT_FOUND.problem(detail));
    }

    /** 400: a time, in UTC seconds, outside the clock window. */
    public static ProblemException invalidTimestamp(long utcSeconds) {
        return new ProblemException(INVALID_TIMESTAMP.problem("Invalid utc timestamp: " + utcSeconds));
    }

    /** 409: it exists, but not in a state that permits this. */
    public static ProblemException conflict(String detail) {
        return new ProblemException(CONFLICT.problem(detail));
    }

    /** 413: the body is longer than this route takes, in bytes. */
    public static ProblemException tooLarge(long limit) {
        return new ProblemException(TOO_LARGE.problem(
                "The body is over " + limit + " bytes. Send fewer or smaller items in a call."));
    }

    /** 415: the body is of a type, or encoded in a way, that this route does not take. */
    public static ProblemException unsupported(String detail) {
        return new ProblemException(UNSUPPORTED_MEDIA_TYPE.problem(detail));
    }

    /** 422, naming each thing that is wrong. */
    public static ProblemException invalid(List<FieldError> errors) {
        var told = errors.stream().limit(3).map(FieldError::toString).collect(Collectors.joining("; "));
        var more = errors.size() > 3 ? "; and " + (errors.size() - 3) + " more" : "";
        var kind = INVALID_INPUT.problem(told + more);
        return new ProblemException(
                new Problem(kind.type(), kind.title(), kind.status(), kind.detail(), List.copyOf(errors)));
    }

    /** 422 for one field. */
    public static ProblemException invalid(String field, String message) {
        return invalid(List.of(new FieldError(field, message)));
    }

    /** 503: no answer in time. */
    public static ProblemException late(Duration limit) {
        return unavailable("No answer within " + limit.toSeconds()
                + " s. Repeat the call: it took effect whole or not at all.");
    }

    /** 503: the call took effect whole or not at all, and a repeat tells which. */
    public static ProblemException unavailable(String detail) {
        return new ProblemException(UNAVAILABLE.problem(detail));
    }
}
