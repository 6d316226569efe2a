package io.winnow.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.winnow.testing.DocumentSchemas;
import io.winnow.testing.Problems;

/** Holds one answer against the document, and against what was asked. */
record CheckAnswer(DocumentSchemas document) {
    private static final int MOST_LINE = 2 * 1024 * 1024;
    private static final JsonMapper STRICT = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** An answer of an operation. */
    void check(Request request, Answer answer) {
        assertThat(answer.status()).as("no answer, or an error of the service's own").isBetween(200, 499);
        if (isMalformed(request.uri())) {
            // Refused before there is an operation, so that no operation's responses tell of it.
            problem(answer, 400);
            return;
        }
        var operation = request.operation();
        bodies(answer).forEach(body -> document.assertDocumented(operation.method(), operation.path(), answer.status(),
                answer.contentType(), body));
        if (answer.status() >= 400) {
            problem(answer, answer.status());
        } else if (operation.takesLines()) {
            checkLines(request, DocumentSchemas.json(bodies(answer).get(bodies(answer).size() - 1)));
        } else {
            assertTakenRightly(request);
        }
        if (request.isValid()) {
            assertThat(answer.status()).as("refused, though valid by the document").isNotIn(406, 413, 415, 422);
        }
    }

    private static List<byte[]> bodies(Answer answer) {
        return answer.contentType().startsWith(Operation.LINES)
                ? new String(answer.body(), UTF_8).lines().map(line -> line.getBytes(UTF_8)).toList()
                : List.of(answer.body());
    }

    /** A bad line is no error of the call. What a mark at the start or a broken end of a line does is for the tests. */
    private void checkLines(Request request, JsonNode counts) {
        var isOne = counts.get("lines").intValue() == 1;
        if (isOne && counts.get("rejected").intValue() == 0 && request.body()[0] != (byte) 0xEF) {
            assertTakenRightly(request);
        }
        if (request.isValid() && request.body().length < MOST_LINE) {
            assertThat(counts.get("rejected").intValue()).as("rejected, though valid by the document").isZero();
        }
    }

    /** An answer to what is no operation: the document can't tell of it, but it looks like any other error. */
    void checkStray(Request request, Answer answer) {
        assertThat(answer.status()).as("no answer, or an error of the service's own").isBetween(200, 499);
        var method = request.operation().method();
        if (method.equals("head")) {
            assertThat(answer.body()).isEmpty();
        } else if (answer.status() >= 400) {
            problem(answer, answer.status());
        }
    }

    private static void problem(Answer answer, int status) {
        Problems.problem(answer.status(), answer.contentType(), answer.body(), status);
    }

    /** Whatever was taken must be valid: else a check is missing, or the document says too little. */
    private void assertTakenRightly(Request request) {
        if (request.operation().body() != null) {
            assertThat(document.faults(request.operation().body(), parse(request.body())))
                    .as("taken, though invalid by the document").isEmpty();
        }
        var query = query(request.uri());
        request.operation().parameters().forEach(parameter -> {
            var sent = query.getOrDefault(parameter.name(), List.of());
            assertThat(parameter.isRequired() && sent.isEmpty()).as("taken without " + parameter.name()).isFalse();
            // Which of several counts is not told, and one without a value is none.
            if (sent.size() == 1 && !sent.get(0).isEmpty()) {
                assertThat(document.faults(parameter.schema(), value(sent.get(0), parameter.schema())))
                        .as("taken, though " + parameter.name() + " is invalid by the document").isEmpty();
            }
        });
    }

    /** As the server reads it: a semicolon parts two parameters too, and what follows a # is not its business. */
    private static Map<String, List<String>> query(String uri) {
        return Stream.of(uri.substring(uri.indexOf('?') + 1).split("#")[0].split("[&;]"))
                .map(pair -> (pair.contains("=") ? pair : pair + "=").split("=", 2))
                .collect(Collectors.groupingBy(pair -> pair[0], Collectors.mapping(
                        pair -> URLDecoder.decode(pair[1], UTF_8), Collectors.toList())));
    }

    /** A parameter's value as JSON has it. */
    private JsonNode value(String text, JsonNode schema) {
        var json = JsonNodeFactory.instance;
        return switch (document.whole(schema).path("type").asText()) {
            case "integer" -> text.matches("-?[0-9]+") ? json.numberNode(new BigInteger(text)) : json.textNode(text);
            case "number" ->
                text.matches("-?[0-9]*\\.?[0-9]+") ? json.numberNode(new BigDecimal(text)) : json.textNode(text);
            case "boolean" -> text.matches("true|false") ? json.booleanNode(text.equals("true")) : json.textNode(text);
            default -> json.textNode(text);
        };
    }

    private static JsonNode parse(byte[] body) {
        try {
            return STRICT.readTree(UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
        } catch (IOException e) {
            throw new AssertionError("taken, though it is no JSON: " + e.getMessage(), e);
        }
    }

    private static boolean isMalformed(String uri) {
        try {
            // As the server sees it, who takes each octet for a character.
            new URI(new String(uri.getBytes(UTF_8), ISO_8859_1));
            return false;
        } catch (URISyntaxException e) {
            return true;
        }
    }
}
