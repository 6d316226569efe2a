package io.winnow.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.winnow.json.JsonInput;
import io.winnow.problem.FieldError;
import io.winnow.problem.ProblemException;

class NewSessionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "\"shoes\" | {\"a\":1} | false | false",
            "\"shoes\" | {\"a\":1} | true  | true",
            "\"shoes\" | null      | true  | true",
            "\"\"      | null      | false | false",
            "\"\"      | {\"a\":1} | false | true",
            "\"\"      | {}        | null  | true",
            "\" \"     | [1]       | false | true"})
    void a_filter_without_a_query_is_a_payload_search(String query, String filter, String saidSo, boolean isOne) {
        var session = session("\"search_query\":%s,\"payload_filter\":%s,\"is_payload_search\":%s,\"search_results\":[]"
                .formatted(query, filter, saidSo));

        assertThat(session.isPayloadSearch()).isEqualTo(isOne);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.0", "1E+308", "123456789012345678901234567890", "0.10"})
    void a_rank_keeps_its_digits(String rank) {
        assertThat(session("\"search_query\":\"\",\"search_results\":[{\"object_id\":\"o\",\"rank\":" + rank + "}]")
                .searchResults()).contains("\"rank\":" + (rank.equals("-0.0") ? "0.0" : rank) + ",");
    }

    @Test
    void results_have_their_three_members_alone() {
        var session = session("\"search_query\":\"\",\"search_results\":[{\"more\":1,\"meta\":{\"a\":null,\"b\":[{}]},"
                + "\"rank\":null,\"object_id\":\"\\u00e9\\\"\\n\uD83D\uDE00\"}]");

        assertThat(session.searchResults()).isEqualTo("[{\"object_id\":\"\u00e9\\\"\\n\uD83D\uDE00\",\"rank\":null,"
                + "\"meta\":{\"a\":null,\"b\":[{}]}}]");
        assertThat(session.shown()).containsExactly("\u00e9\"\n\uD83D\uDE00");
    }

    @Test
    void results_keep_their_order_and_their_numbers() {
        var session = session("\"search_query\":\"\",\"search_results\":[{\"object_id\":\"b\",\"rank\":2.50},"
                + "{\"object_id\":\"a\",\"meta\":[1.0]}]");

        assertThat(session.searchResults()).isEqualTo("[{\"object_id\":\"b\",\"rank\":2.50,\"meta\":null},"
                + "{\"object_id\":\"a\",\"rank\":null,\"meta\":[1.0]}]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{}                                  | sort_by.field: is required",
            "{\"field\":\"f\",\"order\":\"ASC\"} | sort_by.order: must be asc or desc",
            "{\"field\":5}                       | sort_by.field: must be a text",
            "[]                                  | sort_by: must be a JSON object"})
    void an_order_is_asc_or_desc_of_a_field(String sortBy, String fault) {
        var refused = catchThrowableOfType(ProblemException.class,
                () -> session("\"search_query\":\"q\",\"search_results\":[],\"sort_by\":" + sortBy));

        assertThat(refused.problem().errors()).extracting(FieldError::toString).containsExactly(fault);
    }

    @Test
    void an_order_is_ascending_unless_said_otherwise() {
        assertThat(session("\"search_query\":\"q\",\"search_results\":[],\"sort_by\":{\"field\":\"f\"}").sortBy())
                .isEqualTo(new SortBy("f", "asc"));
    }

    private static NewSession session(String members) {
        return NewSession.from(JsonInput.parse(("{\"session_id\":\"s\"," + members + "}")
                .getBytes(StandardCharsets.UTF_8)));
    }
}
