package io.winnow.session;

import static io.winnow.json.JsonText.member;
import static io.winnow.json.JsonText.object;
import static io.winnow.json.JsonText.quote;

import io.winnow.json.JsonInput;

/**
 * One object that was shown.
 *
 * @param rank a number as JSON text, or {@code null}
 * @param meta any JSON, as text, or {@code null}
 */
record SearchResult(String objectId, String rank, String meta) {
    static SearchResult from(JsonInput input) {
        return new SearchResult(input.id("object_id"), input.optionalNumber("rank"), input.optionalJson("meta"));
    }

    String json() {
        return object(member("object_id", quote(objectId)), member("rank", rank), member("meta", meta));
    }
}
