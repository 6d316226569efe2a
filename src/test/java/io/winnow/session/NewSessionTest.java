package io.winnow.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
