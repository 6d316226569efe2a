package io.winnow.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.winnow.problem.FieldError;
import io.winnow.problem.ProblemException;

class QueryInputTest {
    private final QueryInput query = new QueryInput();

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "1.0", "1e1", " 1", "0", "-1", "1001", "99999999999999999999", "+1", "٣"})
    void an_integer_out_of_range_and_a_text_are_refused_alike(String value) {
        query.integer("limit", value, 10, 1, 1_000);

        assertThat(faults()).containsExactly("limit: must be an integer from 1 to 1000");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1000, 1000", ", 10"})
    void an_integer_in_range_is_taken_and_an_absent_one_has_its_default(String value, long taken) {
        assertThat(query.integer("limit", value, 10, 1, 1_000)).isEqualTo(taken);
    }

    @ParameterizedTest
    @NullSource
    void what_is_required_is_missed(String value) {
        query.id("session_id", value);
        query.text("batch_id", value);

        assertThat(faults()).containsExactly("session_id: is required", "batch_id: is required");
    }

    // Named by the fault alone: a NUL or a lone surrogate is nothing to read in a report.
    @ParameterizedTest(name = "{1}")
    @CsvSource({"'', must not be empty", "a\0b, contains a NUL character", "\ud800, contains a lone surrogate"})
    void an_id_is_checked_as_in_a_body(String value, String fault) {
        query.id("session_id", value);

        assertThat(faults()).containsExactly("session_id: " + fault);
    }

    @Test
    void a_long_id_is_refused_and_a_long_text_is_not() {
        query.id("session_id", "x".repeat(257));
        query.text("batch_id", "x".repeat(257));

        assertThat(faults()).containsExactly("session_id: must have at most 256 characters");
    }

    private Iterable<String> faults() {
        return catchThrowableOfType(ProblemException.class, query::check).problem().errors().stream()
                .map(FieldError::toString).toList();
    }
}
