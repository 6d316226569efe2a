package io.winnow.session;

import io.winnow.json.JsonInput;

/** One object that was shown: its id, a number for its rank and any JSON about it, of which the last two may be absent. */
final class SearchResult {
    static final String[] MEMBERS = {"object_id", "rank", "meta"};

    private SearchResult() {}

    /** The object's id; what is wrong is noted. */
    static String idOf(JsonInput result) {
        var id = result.id("object_id");
        result.optionalNumber("rank");
        return id;
    }
}
