package io.winnow.session;

import java.util.List;
import java.util.stream.Collectors;

import io.winnow.json.JsonInput;

/**
 * A session as it is reported. JSON values are JSON text.
 *
 * @param shown the ids of the results
 * @param createdAt UTC seconds; {@code null} for now
 * @param isPayloadSearch whether it was a search by filter alone, said so or shown by an empty query with a filter
 */
public record NewSession(String sessionId, String searchQuery, List<String> shown, String searchResults,
        String searchMeta, String payloadFilter, SortBy sortBy, String userId, Long createdAt,
        boolean isPayloadSearch) {
    static final int MOST_RESULTS = 1_000;
    private static final String[] OF_A_RESULT = {"object_id", "rank", "meta"};

    /**
     * Reads a session.
     *
     * @throws io.winnow.problem.ProblemException 422 naming all that is wrong
     */
    public static NewSession from(JsonInput input) {
        var session = read(input);
        input.check();
        return session;
    }

    /** The same without an end to the reading: what is wrong is noted. */
    static NewSession read(JsonInput input) {
        var query = input.text("search_query");
        var filter = input.optionalJson("payload_filter");
        var saidSo = input.flag("is_payload_search");
        return new NewSession(
                input.id("session_id"), query, input.objects("search_results", MOST_RESULTS, NewSession::shownId),
                input.picked("search_results", OF_A_RESULT), input.optionalJson("search_meta"), filter,
                input.optionalObject("sort_by", SortBy::from),
                input.optionalId("user_id"), input.optionalInteger("created_at"),
                saidSo || filter != null && query != null && query.isBlank());
    }

    private static String shownId(JsonInput result) {
        var id = result.id("object_id");
        result.optionalNumber("rank");
        return id;
    }

    /** The ids of the results, as PostgreSQL writes an array: to find them itself it would read all of their JSON. */
    String shownArray() {
        return shown.stream().map(id -> '"' + id.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }
}
