package io.winnow.http;

import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import io.winnow.problem.ErrorKind;
import io.winnow.problem.Failures;
import io.winnow.problem.Problem;
import io.winnow.problem.ProblemException;

/** Where the failures of resources become answers; {@link EarlyProblems} answers what reaches none. What is not foreseen is logged here, and told without its insides. */
public class ProblemMappers {
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
    private static final int RETRY_AFTER_SECONDS = 1;

    private final AllowedMethods methods;
    private final CountRefusals refusals;

    ProblemMappers(AllowedMethods methods, CountRefusals refusals) {
        this.methods = methods;
        this.refusals = refusals;
    }

    @ServerExceptionMapper
    Response known(ProblemException failure) {
        if (failure.problem().status() == ErrorKind.UNAVAILABLE.status()) {
            LOG.warnf("A call could not be served now: %s", failure.problem().detail());
        }
        return answer(failure.problem());
    }

    /** What the framework refuses by itself: no such path, method or media type. */
    @ServerExceptionMapper
    Response framework(WebApplicationException failure, UriInfo uri) {
        if (failure.getCause() instanceof ProblemException known) {
            return answer(known.problem());
        }
        var status = failure.getResponse().getStatus();
        var answer = answer(ErrorKind.of(status).problem(explain(status)));
        return failure instanceof NotAllowedException
                ? Response.fromResponse(answer).header(HttpHeaders.ALLOW, methods.of(uri.getPath())).build()
                : answer;
    }

    @ServerExceptionMapper
    Response other(Throwable failure) {
        if (Failures.isPassing(failure)) {
            LOG.warnf("A call could not be served now: %s", failure);
            return answer(ErrorKind.UNAVAILABLE.problem(
                    "The database or the broker is away or overrun. Repeat the call: it took effect whole or not at all."));
        }
        LOG.error("A call failed in an unforeseen way", failure);
        return answer(ErrorKind.INTERNAL.problem("This should not have happened. The log has the cause."));
    }

    /** What a person can do about a status that has no more specific cause. */
    static String explain(int status) {
        return switch (status) {
            case 404 -> "There is nothing at this path. GET /q/openapi lists what there is.";
            case 405 -> "This path does not take this method. The header Allow or GET /q/openapi tell which it takes.";
            case 406 -> "The answer is application/json, that of an import application/x-ndjson: accept that.";
            case 413 -> "The body or its headers are too large.";
            case 415 ->
                "The body must be JSON: send Content-Type: application/json, or application/x-ndjson for an import.";
            default -> status >= 500
                    ? "This should not have happened. The log has the cause."
                    : "The request could not be understood: look at its URI (percent-encoded?) and its Host header.";
        };
    }

    private Response answer(Problem problem) {
        refusals.count(problem);
        var answer = Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
        if (problem.status() == ErrorKind.UNAVAILABLE.status()) {
            answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return answer.build();
    }
}
