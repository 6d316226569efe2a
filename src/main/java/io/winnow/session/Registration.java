package io.winnow.session;

import static io.winnow.json.JsonText.member;
import static io.winnow.json.JsonText.object;
import static io.winnow.json.JsonText.quote;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

import io.vertx.mutiny.sqlclient.Tuple;

/**
 * A session on its way into the database.
 *
 * @param sortBy JSON text, or {@code null}
 * @param createdAt UTC seconds
 */
record Registration(NewSession session, String sortBy, long createdAt) {

    /** The ids and what else is short. */
    private static final int OVERHEAD = 200;

    static Registration of(NewSession session, long createdAt) {
        return new Registration(session, session.sortBy() == null ? null : session.sortBy().json(), createdAt);
    }

    /** About how many characters there are to send. */
    int size() {
        return OVERHEAD + texts().mapToInt(String::length).sum();
    }

    /** Whether it has more octets, as UTF-8, than this. */
    boolean isLongerThan(int octets) {
        // A character has three octets at most: nearly all are short enough without a look.
        return size() > octets / 3 && OVERHEAD + texts().mapToLong(text -> text.getBytes(UTF_8).length).sum() > octets;
    }

    private Stream<String> texts() {
        return Stream.of(session.searchQuery(), session.searchResults(), session.searchMeta(), session.payloadFilter())
                .filter(Objects::nonNull);
    }

    /** The session as it is kept, in the very octets of PostgreSQL's function {@code document} (V3). */
    String document() {
        return object(
                member("session_id", quote(session.sessionId())), member("search_query", quote(session.searchQuery())),
                member("search_results", session.searchResults()), member("search_meta", session.searchMeta()),
                member("payload_filter", session.payloadFilter()), member("sort_by", sortBy),
                member("user_id", quote(session.userId())), member("created_at", createdAt),
                member("is_payload_search", session.isPayloadSearch()), member("is_irrelevant", false));
    }

    /** An array for each parameter of the statement, with an item for each session. */
    static Tuple columns(List<Registration> rows) {
        return Tuple.tuple()
                .addArrayOfString(texts(rows, row -> row.session.sessionId()))
                .addArrayOfString(texts(rows, row -> row.session.searchQuery()))
                .addArrayOfString(texts(rows, row -> row.session.searchResults()))
                .addArrayOfString(texts(rows, row -> row.session.shownArray()))
                .addArrayOfString(texts(rows, row -> row.session.searchMeta()))
                .addArrayOfString(texts(rows, row -> row.session.payloadFilter()))
                .addArrayOfString(texts(rows, Registration::sortBy))
                .addArrayOfString(texts(rows, row -> row.session.userId()))
                .addArrayOfLong(rows.stream().map(Registration::createdAt).toArray(Long[]::new))
                .addArrayOfBoolean(rows.stream().map(row -> row.session.isPayloadSearch()).toArray(Boolean[]::new));
    }

    private static String[] texts(List<Registration> rows, Function<Registration, String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }
}
