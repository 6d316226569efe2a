package io.winnow.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import io.restassured.response.Response;

/** What every error has to look like. */
public final class Problems {
    /** Class names, stack traces, SQL, settings of a parser. */
    private static final String INSIDES = "(java|jakarta|com|org|io)\\.[a-z]+\\.|Exception|\\bat [a-z]+\\.|SQLSTATE|select |insert "
            + "|session_event|Feature|Source:|`";

    private Problems() {}

    /** The body of an error, once it is found to be one as documented. */
    public static JsonNode problem(Response answer, int status) {
        return problem(answer.statusCode(), answer.contentType(), answer.asByteArray(), status);
    }

    /** The same of any client's answer. */
    public static JsonNode problem(int answered, String contentType, byte[] body, int status) {
        assertThat(answered).as(() -> new String(body)).isEqualTo(status);
        assertThat(contentType).startsWith("application/problem+json");
        var problem = DocumentSchemas.json(body);
        assertThat(problem.get("status").intValue()).isEqualTo(status);
        assertThat(problem.get("type").textValue()).startsWith("urn:winnow:problem:");
        assertThat(problem.get("title").textValue()).isNotBlank();
        assertThat(problem.get("detail").textValue()).isNotBlank();
        assertThat(problem.toString()).doesNotContainPattern(INSIDES);
        return problem;
    }

    /** Each thing that a 422 names, as {@code field: message}. */
    public static List<String> faults(Response answer) {
        var faults = new ArrayList<String>();
        problem(answer, 422).get("errors")
                .forEach(fault -> faults.add(fault.get("field").textValue() + ": " + fault.get("message").textValue()));
        return faults;
    }
}
