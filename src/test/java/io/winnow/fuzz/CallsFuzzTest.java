package io.winnow.fuzz;

import static io.winnow.testing.Api.released;
import static io.winnow.testing.Api.scheduledInFreshBatch;
import static io.winnow.testing.Api.walk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.winnow.testing.Api;
import io.winnow.testing.DocumentSchemas;
import io.winnow.testing.Servers;

/** Whatever is sent to a call: the answer is one that the document tells of, and the promises hold. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class CallsFuzzTest {
    private static final int MOST_FINDINGS = 5;

    @Inject
    Vertx vertx;

    private final KnownIds known = new KnownIds();
    private final Promises promises = new Promises();
    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<String> findings = new ArrayList<>();

    @Test
    void every_answer_is_as_documented_and_the_promises_hold() {
        var settings = FuzzSettings.fromProperties();
        var document = DocumentSchemas.at("/q/openapi?format=json");
        Api.closeCollecting();

        send(settings, document);

        System.out.println("[fuzz] " + counts + ", " + promises);
        assertThat(findings).as(settings.how()).isEmpty();
        assertThatCode(promises::check).as(settings.how()).doesNotThrowAnyException();
        Api.get("/q/health").then().statusCode(200);
        var ids = scheduledInFreshBatch(3);
        assertThat(walk(released(), 2)).extracting(snapshot -> snapshot.get("session_id"))
                .containsExactlyInAnyOrderElementsOf(ids);
    }

    /** In rounds of one request to each operation and one stray, all in flight at once. */
    private void send(FuzzSettings settings, DocumentSchemas document) {
        var operations = Operation.of(document);
        var requests = new Requests(new ValidValues(document, known));
        var check = new CheckAnswer(document);
        try (var draw = new Draw(settings.seed()); var caller = new Caller(vertx)) {
            var draws = Stream.concat(operations.stream().map(requests::of), Stream.of(Strays.of(operations)))
                    .map(draw::from).toList();
            for (var round = 0; round < settings.tries() && findings.size() < MOST_FINDINGS; round++) {
                var sent = draws.stream().map(Supplier::get).toList();
                var answers = caller.call(sent);
                for (var i = 0; i < sent.size(); i++) {
                    note(check, sent.get(i), answers.get(i), i < operations.size());
                }
            }
        }
    }

    private void note(CheckAnswer check, Request request, Answer answer, boolean isOperation) {
        counts.merge((isOperation ? request.operation() : "stray") + " " + answer.status(), 1, Integer::sum);
        try {
            if (isOperation) {
                check.check(request, answer);
                promises.note(request, answer);
                if (answer.status() == 200 && answer.contentType().startsWith("application/json")) {
                    known.learn(answer.json());
                }
            } else {
                check.checkStray(request, answer);
            }
        } catch (AssertionError e) {
            findings.add(e.getMessage() + "\n--> " + request + "\n<-- " + answer + "\n");
        }
    }
}
