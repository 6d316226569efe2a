package io.winnow.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.winnow.problem.FieldError;

class CheckContentTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{\"a\":\"x\\u0000\"}             | a: contains a NUL character",
            "{\"a\":[1,{\"b\":\"\\u0000\"}]}  | a[1].b: contains a NUL character",
            "{\"a\":\"\\ud83e\"}              | a: contains a lone surrogate",
            "{\"a\":\"\\udd8a\\ud83e\"}       | a: contains a lone surrogate",
            "{\"a\":{\"b\\u0000\":1}}         | a: has a key with a NUL or a lone surrogate",
            "{\"b\\u0000\":1}                 | body: has a key with a NUL or a lone surrogate",
            "\"\\u0000\"                      | body: contains a NUL character",
            "{\"a\":1e309}                    | a: is a number beyond an IEEE double",
            "{\"a\":[[-1.8e308]]}             | a[0][0]: is a number beyond an IEEE double",
            "{\"a\":1e999999999}              | a: is a number beyond an IEEE double"})
    void what_can_not_be_kept_is_named_wherever_it_is(String json, String fault) {
        assertThat(faults(json)).extracting(FieldError::toString).containsExactly(fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"a\":\"\\ud83e\\udd8a\",\"🦊\":\"🦊\"}", "{\"a\":\"\\u0001\\uffff\"}", "{\"a\":1.7976931348623157e308}",
            "{\"a\":-1e308}", "{\"a\":1e-400}", "{\"a\":123456789012345678901234567890}",
            "{\"__proto__\":{\"\":null}}"})
    void what_can_be_kept_is_let_through(String json) {
        assertThat(faults(json)).isEmpty();
    }

    @Test
    void each_fault_is_named_until_there_are_a_hundred() {
        assertThat(faults("[" + "\"\\u0000\",".repeat(500) + "1]")).hasSize(CheckContent.MOST_FAULTS);
    }

    @Test
    void a_long_path_is_cut_between_characters() {
        var path = faults("{\"" + "🦊".repeat(1_000) + "\":\"\\u0000\"}").get(0).field();

        assertThat(path).isEqualTo("🦊".repeat(CheckContent.LONGEST_PATH) + "…");
    }

    private static List<FieldError> faults(String json) {
        var errors = new ArrayList<FieldError>();
        CheckContent.of(StrictJson.parse(json.getBytes(StandardCharsets.UTF_8)), errors);
        return errors;
    }
}
