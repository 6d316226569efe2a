package io.winnow.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.winnow.problem.FieldError;
import io.winnow.problem.ProblemException;

class JsonInputTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{}             | is required",
            "{\"f\":null}   | is required",
            "{\"f\":5}      | must be a text",
            "{\"f\":true}   | must be a text",
            "{\"f\":[\"a\"]}| must be a text",
            "{\"f\":\"\"}   | must not be empty"})
    void an_id_is_a_text_that_is_not_empty(String body, String fault) {
        assertThat(faults(body, input -> input.id("f"))).containsExactly("f: " + fault);
    }

    @Test
    void an_id_of_256_characters_is_taken_however_many_bytes_those_are() {
        var longest = "🦊".repeat(256);

        assertThat(read("{\"f\":\"" + longest + "\"}").id("f")).isEqualTo(longest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "🦊"})
    void an_id_of_257_characters_is_refused(String character) {
        assertThat(faults("{\"f\":\"" + character.repeat(257) + "\"}", input -> input.id("f")))
                .containsExactly("f: must have at most 256 characters");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "\"1\"                | must be an integer",
            "1.5                  | must be an integer",
            "1.0                  | must be an integer",
            "1e2                  | must be an integer",
            "true                 | must be an integer",
            "9223372036854775808  | must fit into 64 bits",
            "-9223372036854775809 | must fit into 64 bits"})
    void an_integer_has_no_fraction_and_at_most_64_bits(String value, String fault) {
        assertThat(faults("{\"f\":" + value + "}", input -> input.optionalInteger("f"))).containsExactly("f: " + fault);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MIN_VALUE, Long.MAX_VALUE})
    void an_integer_of_64_bits_comes_whole(long value) {
        assertThat(read("{\"f\":" + value + "}").optionalInteger("f")).isEqualTo(value);
    }

    @Test
    void a_number_keeps_its_digits() {
        assertThat(read("{\"f\":2.50}").optionalNumber("f")).isEqualTo("2.50");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "true", "[]", "{}"})
    void no_text_is_taken_for_a_number(String value) {
        assertThat(faults("{\"f\":" + value + "}", input -> input.optionalNumber("f")))
                .containsExactly("f: must be a number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"true\"", "1", "0", "[]"})
    void nothing_else_is_taken_for_a_boolean(String value) {
        assertThat(faults("{\"f\":" + value + "}", input -> input.flag("f")))
                .containsExactly("f: must be true or false");
    }

    @Test
    void what_is_absent_is_null_and_a_flag_false() {
        var input = read("{\"c\":null}");

        assertThat(new Object[]{input.optionalId("a"), input.optionalInteger("b"), input.optionalNumber("c"),
                input.optionalJson("d"), input.optionalObject("e", JsonInput::toString)}).containsOnlyNulls();
        assertThat(input.flag("f")).isFalse();
        assertThatCode(input::check).doesNotThrowAnyException();
    }

    @Test
    void an_item_is_named_by_its_place() {
        assertThat(faults("{\"list\":[{\"id\":\"a\"},{},5,{\"id\":[]}]}",
                input -> input.objects("list", 10, item -> item.id("id"))))
                .containsExactly("list[1].id: is required", "list[2]: must be a JSON object",
                        "list[3].id: must be a text");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{}                        | is required",
            "{\"list\":{}}             | must be a list",
            "{\"list\":\"[]\"}         | must be a list",
            "{\"list\":[{},{},{}]}     | must have at most 2 items"})
    void a_list_has_its_limit(String body, String fault) {
        assertThat(faults(body, input -> input.objects("list", 2, item -> item))).containsExactly("list: " + fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "5", "\"{}\"", "true"})
    void what_is_no_object_is_told_once_and_not_field_by_field(String body) {
        assertThat(faults(body, input -> input.id("f"))).containsExactly("body: must be a JSON object");
    }

    @Test
    void everything_that_is_wrong_is_named_at_once() {
        assertThat(faults("{\"a\":5,\"unknown\":\"\\u0000\"}", input -> {
            input.id("a");
            input.id("b");
            input.wrong("c", "is odd");
        })).containsExactly("unknown: contains a NUL character", "a: must be a text", "b: is required", "c: is odd");
    }

    private static List<String> faults(String body, Consumer<JsonInput> reader) {
        return catchThrowableOfType(ProblemException.class, () -> {
            var input = read(body);
            reader.accept(input);
            input.check();
        }).problem().errors().stream().map(FieldError::toString).toList();
    }

    private static JsonInput read(String body) {
        return JsonInput.parse(body.getBytes(StandardCharsets.UTF_8));
    }
}
