package io.winnow.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.winnow.problem.ErrorKind;
import io.winnow.problem.Problem;

/**
 * Answers what is refused before a resource is looked for: a path that can't be decoded, a request without a host. By
 * itself the router would send an empty body or one of its own. What the server refuses while it reads a request's head,
 * such as an endless line, has no body: Quarkus has no hook there (quarkus #55082).
 */
@ApplicationScoped
class EarlyProblems {
    private final ObjectMapper mapper;
    private final CountRefusals refusals;

    EarlyProblems(ObjectMapper mapper, CountRefusals refusals) {
        this.mapper = mapper;
        this.refusals = refusals;
    }

    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE + 1).handler(EarlyProblems::check).failureHandler(this::answer);
        // What isn't even a path matches no route, and so reaches no route's failure handler.
        Stream.of(400, 404).forEach(status -> router.errorHandler(status, this::answer));
    }

    /** In place of Quarkus' own check, which the entry point switches off: it answers without a body. */
    private static void check(RoutingContext call) {
        try {
            new URI(call.request().uri());
            call.next();
        } catch (URISyntaxException e) {
            call.fail(400);
        }
    }

    private void answer(RoutingContext call) {
        var status = call.statusCode();
        if (status < 400 || status >= 500) {
            call.next();
            return;
        }
        var problem = ErrorKind.of(status).problem(ProblemMappers.explain(status));
        refusals.count(problem);
        call.response().setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(json(problem));
    }

    private String json(Problem problem) {
        try {
            return mapper.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
