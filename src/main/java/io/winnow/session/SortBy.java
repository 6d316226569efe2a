package io.winnow.session;

import static io.winnow.json.JsonText.member;
import static io.winnow.json.JsonText.object;
import static io.winnow.json.JsonText.quote;

import java.util.Set;

import io.winnow.json.JsonInput;

/** How the results were sorted, where not by relevance; {@code order} is {@code asc} or {@code desc}. */
record SortBy(String field, String order) {
    private static final Set<String> ORDERS = Set.of("asc", "desc");

    static SortBy from(JsonInput input) {
        var order = input.optionalId("order");
        if (order != null && !ORDERS.contains(order)) {
            input.wrong("order", "must be asc or desc");
        }
        return new SortBy(input.id("field"), order == null ? "asc" : order);
    }

    String json() {
        return object(member("field", quote(field)), member("order", quote(order)));
    }
}
