package io.winnow.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import io.winnow.problem.FieldError;
import io.winnow.problem.ProblemException;

class StrictJsonTest {

    @ParameterizedTest
    @ValueSource(strings = {
            "1.10", "100", "0.25", "-7", "123456789012345678901234567890", "0.1234567890123456789012345678901234567890",
            "1.7976931348623157E+308", "4.9E-324", "1E-400"})
    void numbers_keep_their_digits(String number) {
        assertThat(parse("{\"n\":" + number + "}")).hasToString("{\"n\":" + number + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "nonsense", "{", "}", "{\"a\"", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{'a':1}", "[1,]", "{\"a\":01}",
            "{\"a\":+1}", "{\"a\":.5}", "{\"a\":NaN}", "{\"a\":-Infinity}", "{\"a\":\"\t\"}", "{\"a\":\"\\x\"}",
            "{\"a\":\"\\u12\"}", "{} // comment", "<a/>", "\0"})
    void what_is_no_json_is_refused(String body) {
        assertThat(refusal(body).message()).startsWith("is not valid JSON: ").contains("(line 1, column ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{\"a\":1,\"a\":2}     | Duplicate field 'a'",
            "{\"b\":{\"a\":1,\"\\u0061\":1}} | Duplicate field 'a'",
            "[[{\"a\":null,\"a\":null}]] | Duplicate field 'a'",
            "{} {}                 | Trailing token",
            "{}}                   | Unexpected close marker '}'",
            "{} x                  | Unrecognized token 'x'"})
    void a_duplicate_key_and_what_comes_after_the_end_are_refused(String body, String why) {
        assertThat(refusal(body).message()).contains(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\n"})
    void an_empty_body_is_told_from_broken_json(String body) {
        assertThat(refusal(body).message()).isEqualTo("is empty: a JSON object is wanted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e2147483649", "1e-2147483648", "-1E99999999999999999999"})
    void an_exponent_that_no_number_can_have_is_refused(String number) {
        assertThat(refusal("{\"n\":" + number + "}").message()).contains("exponent is out of range");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":NaN}", "{} {}", "{\"a\":+1}", "{\"a\"", "{\"a\":[}", "{}/*", "#{}",
            "{\"a\":1,\"a\":2}"})
    void a_refusal_names_no_class_or_setting_of_the_parser(String body) {
        assertThat(refusal(body).message()).doesNotContainPattern("`|[A-Za-z]\\.[A-Za-z]|Feature|Source");
    }

    @Test
    void nor_does_one_behind_a_key_that_looks_like_the_end_of_such_a_name() {
        assertThat(refusal("{\"`\":1,\"`\":2}").message()).startsWith("is not valid JSON: Duplicate field '`' (line 1");
    }

    @Test
    void nesting_goes_down_to_its_limit() {
        assertThat(parse(nested(StrictJson.MOST_LEVELS))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {StrictJson.MOST_LEVELS + 1, 10_000, 500_000})
    void deeper_nesting_is_refused_with_the_limit(int levels) {
        assertThat(refusal(nested(levels)).message())
                .contains("nesting depth (101) exceeds the maximum allowed (100)");
    }

    @Test
    void a_refusal_stays_short_even_where_it_repeats_a_long_key() {
        var key = "\"" + "k".repeat(40_000) + "\"";

        assertThat(refusal("{" + key + ":1," + key + ":2}").message()).contains("Duplicate field").hasSizeLessThan(300);
    }

    @ParameterizedTest
    @CsvSource({"Latin-1, fc", "cut off, c3", "NUL in two bytes, c080", "a in two bytes, c1a1", "a in three, e081a1",
            "surrogate, eda080", "beyond the last character, f4908080"})
    void bytes_that_are_no_utf8_are_refused(String name, String hex) {
        var body = ("{\"a\":\"" + new String(HexFormat.of().parseHex(hex), ISO_8859_1) + "\"}").getBytes(ISO_8859_1);

        assertThat(refusal(body).message()).isEqualTo("is not UTF-8 text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32", "UTF-32LE"})
    void another_encoding_is_not_guessed_at(String encoding) {
        assertThat(refusal("{\"a\":1}".getBytes(Charset.forName(encoding))).message()).startsWith("is not ");
    }

    private static String nested(int levels) {
        return "[".repeat(levels) + "]".repeat(levels);
    }

    private static FieldError refusal(String body) {
        return refusal(body.getBytes(StandardCharsets.UTF_8));
    }

    private static FieldError refusal(byte[] body) {
        var refused = catchThrowableOfType(ProblemException.class, () -> StrictJson.parse(body)).problem();
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.errors()).hasSize(1).extracting(FieldError::field).containsExactly("body");
        return refused.errors().get(0);
    }

    private static JsonNode parse(String body) {
        return StrictJson.parse(body.getBytes(StandardCharsets.UTF_8)).value();
    }
}
