package io.winnow.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Requests to one operation: as the document wants them, or with one part that it does not want, or with nothing right. */
final class Requests {
    /** The server answers an endless line without a body (see EarlyProblems): no value is near that. */
    private static final List<String> ODD_VALUES = List.of("", "0", "-1", "1001", "10001", "9223372036854775807",
            "9223372036854775808", "1.0", "1e1", "+1", "%2B1", "-0", "007", "0x1", "%D9%A3", "%20", "1%20", "null",
            "[1]",
            "released", "RELEASED", "%", "%z", "%zz", "%00", "%ff", "%c3", "%c0%80", "%ed%a0%80", "%f4%90%80%80",
            "%EF%BF%BD",
            "%F0%9F%A6%8A", "ü", "🦊", "{x}", "\"1\"", "a;b", "a=b", "a%26b", "a#b", "x".repeat(256), "x".repeat(257),
            "%F0%9F%A6%8A".repeat(257), "x".repeat(9_000));
    private static final List<String> ODD_NAMES = List.of("unrelated", "", "LIMIT", "%00", "%ff", "session_id%00",
            "limit[]");
    private static final List<String> ODD_TYPES = List.of("", "text/plain", "text/json", "application/xml", "nonsense",
            "/",
            ";", "*/*", "application/*", "application/json;", "application/json;charset",
            "application/json; charset=utf-16",
            "application/json; charset=nope", "application/json; q=7", "application/json, text/html",
            "application/json;q=0",
            "application/problem+json", "multipart/form-data", "application/x-www-form-urlencoded", "ä/ö",
            "x".repeat(4_000));
    private static final List<String> ODD_HEADERS = List.of("Accept-Charset", "Accept-Encoding", "Accept-Language",
            "Content-Encoding", "Content-Language", "Cookie", "Authorization", "Range", "If-Match", "If-Modified-Since",
            "X-Forwarded-Host", "X-HTTP-Method-Override", "Origin", "traceparent");
    private static final byte[] TOO_LONG = ("{\"session_id\":\"" + "x".repeat(2 * 1024 * 1024) + "\"}").getBytes(UTF_8);

    private final ValidValues values;

    Requests(ValidValues values) {
        this.values = values;
    }

    Arbitrary<Request> of(Operation operation) {
        var query = validQuery(operation);
        var headers = validHeaders(operation);
        var body = operation.body() == null
                ? Arbitraries.just(new byte[0])
                : values.of("body", operation.body()).map(BrokenJson::bytes);
        var oddQuery = oddQuery(operation, query);
        var oddHeaders = oddHeaders(headers);
        var oddBody = oddBody(operation);
        return Arbitraries.frequencyOf(
                Tuple.of(8, together(operation, query, headers, body, true)),
                Tuple.of(operation.parameters().isEmpty() ? 1 : 8,
                        together(operation, oddQuery, headers, body, false)),
                Tuple.of(2, together(operation, query, oddHeaders, body, false)),
                Tuple.of(operation.body() == null ? 1 : 10, together(operation, query, headers, oddBody, false)),
                Tuple.of(1, together(operation, oddQuery, oddHeaders, oddBody, false)));
    }

    private static Arbitrary<Request> together(Operation operation, Arbitrary<String> query,
            Arbitrary<Map<String, String>> headers, Arbitrary<byte[]> body, boolean isValid) {
        return Combinators.combine(query, headers, body).as((asked, told, sent) -> new Request(operation,
                operation.path() + (asked.isEmpty() ? "" : "?" + asked), told, sent, isValid));
    }

    private Arbitrary<String> validQuery(Operation operation) {
        var parameters = operation.parameters().stream().map(parameter -> values
                .of(parameter.name(), parameter.schema())
                .map(value -> parameter.name() + "=" + URLEncoder.encode(value.asText(), UTF_8))
                .optional(parameter.isRequired() ? 1 : 0.5)).toList();
        return parameters.isEmpty()
                ? Arbitraries.just("")
                : Combinators.combine(parameters)
                        .as(present -> present.stream().flatMap(Optional::stream).collect(Collectors.joining("&")));
    }

    private static Arbitrary<String> oddQuery(Operation operation, Arbitrary<String> valid) {
        var names = operation.parameters().stream().map(Operation.Parameter::name).toList();
        var name = names.isEmpty()
                ? Arbitraries.of(ODD_NAMES)
                : Arbitraries.oneOf(Arbitraries.of(names), Arbitraries.of(names), Arbitraries.of(ODD_NAMES));
        var pair = Combinators.combine(name, Arbitraries.of("=", "=", "=", "", "=="), Arbitraries.of(ODD_VALUES))
                .as((left, equals, right) -> left + equals + right);
        var pairs = Combinators.combine(pair.list().ofMinSize(1).ofMaxSize(4), Arbitraries.of("&", "&", "&&", ";"))
                .as((all, separator) -> String.join(separator, all));
        // A repeat stands behind the first of its name, or before it.
        return Arbitraries.oneOf(pairs, Combinators.combine(valid, pair).as((right, odd) -> right + "&" + odd),
                Combinators.combine(valid, pair).as((right, odd) -> odd + "&" + right));
    }

    private static Arbitrary<Map<String, String>> validHeaders(Operation operation) {
        var accept = Arbitraries.of(Map.<String, String>of(), Map.of("Accept", operation.mediaType()),
                Map.of("Accept", "text/html, */*;q=0.1"));
        var type = operation.body() == null
                ? Arbitraries.just(Map.<String, String>of())
                : Arbitraries.of("", "", "; charset=utf-8", ";charset=\"UTF-8\"").map(
                        value -> Map.of("Content-Type",
                                operation.type().replace("application", "Application") + value));
        return Combinators.combine(accept, type).as(Requests::join);
    }

    private static Arbitrary<Map<String, String>> oddHeaders(Arbitrary<Map<String, String>> valid) {
        var names = Arbitraries.frequencyOf(Tuple.of(4, Arbitraries.of("Accept", "Content-Type")),
                Tuple.of(1, Arbitraries.of(ODD_HEADERS)));
        return Combinators.combine(valid, names, Arbitraries.of(ODD_TYPES))
                .as((right, name, value) -> join(right, Map.of(name, value)));
    }

    private Arbitrary<byte[]> oddBody(Operation operation) {
        var broken = operation.body() == null
                ? BrokenJson.octets(50)
                : BrokenJson.of(values.of("body", operation.body()));
        return Arbitraries.frequencyOf(Tuple.of(150, broken), Tuple.of(1, Arbitraries.just(TOO_LONG)),
                Tuple.of(2, Arbitraries.just(new byte[0])));
    }

    private static Map<String, String> join(Map<String, String> some, Map<String, String> others) {
        var all = new TreeMap<String, String>(some);
        all.putAll(others);
        return all;
    }
}
