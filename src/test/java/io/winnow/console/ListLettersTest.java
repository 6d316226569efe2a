package io.winnow.console;

import static io.winnow.console.LetterBox.dlq;
import static io.winnow.console.LetterBox.header;
import static io.winnow.testing.Topics.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.ObjectMapper;

class ListLettersTest {

    @Test
    void a_letter_is_a_line_with_its_reason_and_where_it_comes_from() {
        LetterBox box = LetterBox.withTopics();
        box.letter("s-1", "{}", "can't be appended: zu groß");

        int status = box.run("list");

        assertThat(status).isZero();
        assertThat(box.out()).isEqualTo("0-0\t2026-11-25T02:58:34Z\t" + box.improvements
                + " 1-45\ts-1\tcan't be appended: zu groß\n");
        assertThat(box.err()).startsWith("1 of 1 in " + box.letters);
    }

    @Test
    void a_letter_is_a_line_whatever_it_holds() {
        LetterBox box = LetterBox.withTopics();
        box.put(0, bytes("two\nlines\u001b[2J"), null, dlq("a\r\nb\tc", "x\ny", 0, 0, 1));
        box.put(1, new byte[]{(byte) 0xff}, bytes("foreign"), List.of());

        box.run("list");

        assertThat(box.out().lines()).hasSize(2).allSatisfy(line -> assertThat(line.split("\t")).hasSize(5));
        assertThat(box.out()).doesNotContain("\u001b").contains("\t- -\t/w==\t-\n");
    }

    @Test
    void with_json_nothing_is_lost() throws Exception {
        LetterBox box = LetterBox.withTopics();
        box.letter("s-1", "{\"a\":\"\n🦊\"}", "odd", header("ce_type", "t"), header("winnow-resent-from", "1-3"));

        box.run("list", "--json");

        assertThat(box.out().lines()).hasSize(1);
        var mapper = new ObjectMapper();
        assertThat(mapper.readTree(box.out())).isEqualTo(mapper.readTree("""
                {"letter": "0-0", "time": 1795575514, "reason": "odd", "topic": "%s", "partition": 1, "offset": 45,
                "resent_from": "1-3", "key": "s-1", "value": "{\\"a\\":\\"\\n🦊\\"}", "headers": [
                {"name": "ce_type", "value": "t"}, {"name": "winnow-resent-from", "value": "1-3"}]}"""
                .formatted(box.improvements)));
    }

    @Test
    void with_json_bytes_that_are_no_text_are_base64_and_what_is_not_there_is_null() throws Exception {
        LetterBox box = LetterBox.withTopics();
        box.put(0, null, new byte[]{(byte) 0xff, 0}, List.of());

        box.run("list", "--json");

        var letter = new ObjectMapper().readTree(box.out());
        assertThat(letter.get("value_base64").asText()).isEqualTo("/wA=");
        assertThat(letter.has("value")).isFalse();
        assertThat(letter.properties()).filteredOn(member -> member.getValue().isNull()).extracting(member -> member
                .getKey()).containsExactly("reason", "topic", "partition", "offset", "resent_from", "key");
    }

    static Stream<Arguments> filters() {
        return Stream.of(
                Arguments.of("", "0-0 0-1 1-0"),
                Arguments.of("--key b", "0-1"),
                Arguments.of("--reason odd", "0-0 1-0"),
                Arguments.of("--letter 0-1 --letter 1-0", "0-1 1-0"),
                Arguments.of("--since 200", "0-1 1-0"),
                Arguments.of("--until 1970-01-01T01:03:20+01:00", "0-0"),
                Arguments.of("--since 200 --until 300", "0-1"),
                Arguments.of("--reason odd --key b", ""));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void filters_leave_what_fits_them_all(String options, String expected) {
        LetterBox box = LetterBox.withTopics();
        box.put(0, bytes("a"), null, dlq("too odd", "t", 0, 0, 100));
        box.put(0, bytes("b"), null, dlq("too long", "t", 0, 0, 200));
        box.put(1, null, null, dlq("odd again", "t", 0, 0, 300));

        int status = box.run(("list " + options).strip().split(" "));

        assertThat(status).isZero();
        assertThat(box.out().lines().map(line -> line.split("\t")[0])).containsExactly(
                Stream.of(expected.split(" ")).filter(position -> !position.isEmpty()).toArray(String[]::new));
        assertThat(box.err()).contains("of 3 in");
    }

    @Test
    void a_named_letter_that_is_not_there_is_told_and_status_1() {
        LetterBox box = LetterBox.withTopics();
        box.letter("s-1", "{}", "odd");

        int status = box.run("list", "--letter", "0-0", "--letter", "0-1");

        assertThat(status).isEqualTo(1);
        assertThat(box.out()).startsWith("0-0\t");
        assertThat(box.err()).contains("0-1 not found");
    }

    @Test
    void a_missing_topic_is_named() {
        LetterBox box = LetterBox.withoutTopics();

        int status = box.run("list");

        assertThat(status).isEqualTo(1);
        assertThat(box.err()).containsOnlyOnce("\n").contains("there is no topic " + box.letters);
    }

    @ParameterizedTest
    @ValueSource(strings = {"list --letter 3", "list --since now", "list --topic other", "list --wrong", "lost", ""})
    void a_wrong_word_is_one_line_and_status_2(String words) {
        LetterBox box = LetterBox.withoutTopics();

        int status = box.run(Stream.of(words.split(" ")).filter(word -> !word.isEmpty()).toArray(String[]::new));

        assertThat(status).isEqualTo(2);
        assertThat(box.err()).containsOnlyOnce("\n").contains("--help");
        assertThat(box.out()).isEmpty();
    }
}
