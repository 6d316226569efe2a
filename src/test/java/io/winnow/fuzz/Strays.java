package io.winnow.fuzz;

import java.util.List;
import java.util.Map;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Requests to paths and with methods that the document does not have. */
final class Strays {
    private static final List<String> METHODS = List.of("get", "post", "put", "delete", "patch", "head", "options",
            "trace", "query", "x-odd");
    private static final List<String> ENDS = List.of("", "/", "//", "/nope", "/%00", "/%ff", "/%2e%2e", "/..", "/.",
            "/;a=b", "%2Fevents", "/{x}", "/%zz", "?", "?session_id=%00", "/ü", "/" + "x".repeat(5_000));

    private Strays() {}

    static Arbitrary<Request> of(List<Operation> operations) {
        var paths = Arbitraries.oneOf(Arbitraries.of(operations.stream().map(Operation::path).distinct().toList()),
                Arbitraries.of("", "/nope", "/api/v1", "/q/nope", "/SESSION"));
        return Combinators.combine(Arbitraries.of(METHODS), paths, Arbitraries.of(ENDS), BrokenJson.octets(40))
                .as((method, path, end, body) -> new Request(new Operation(method, path, List.of(), null, null, ""),
                        (path + end).startsWith("/") ? path + end : "/" + end,
                        body.length == 0 ? Map.of() : Map.of("Content-Type", "application/json"), body, false));
    }
}
