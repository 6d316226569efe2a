package io.winnow.console;

import static io.winnow.console.LetterBox.dlq;
import static io.winnow.console.LetterBox.header;
import static io.winnow.testing.Topics.bytes;
import static io.winnow.testing.Topics.headers;
import static io.winnow.testing.Topics.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.winnow.testing.Topics;

class ResendLettersTest {

    @Test
    void a_record_goes_back_as_it_came_and_tells_its_letter() {
        LetterBox box = LetterBox.withTopics();
        box.letter("a", "1", "odd");
        box.letter("b", "2", "odd", header("ce_type", "t"), header("mine", "kept"));

        int status = box.run("resend", "--letter", "0-1");

        assertThat(status).isZero();
        assertThat(box.improvements()).singleElement().satisfies(record -> {
            assertThat(text(record.key())).isEqualTo("b");
            assertThat(text(record.value())).isEqualTo("2");
            assertThat(headers(record)).isEqualTo(Map.of("ce_type", "t", "mine", "kept", "winnow-resent-from", "0-1"));
        });
        assertThat(box.out()).startsWith("0-1 sent to " + box.improvements + " ");
        assertThat(box.err()).isEqualTo("1 sent, 0 not\n");
    }

    @Test
    void all_go_back_when_all_are_asked_for_one_that_died_again_as_of_its_last_letter() {
        LetterBox box = LetterBox.withTopics();
        box.letter("a", null, "no value");
        box.letter("b", "2", "odd", header("winnow-resent-from", "0-7"));

        int status = box.run("resend", "--all");

        assertThat(status).isZero();
        assertThat(box.improvements()).extracting(record -> text(record.key())).containsExactlyInAnyOrder("a", "b");
        assertThat(box.improvements()).extracting(record -> headers(record).get("winnow-resent-from"))
                .containsExactlyInAnyOrder("0-0", "0-1");
        assertThat(box.improvements()).allSatisfy(record -> assertThat(record.headers()).hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"resend", "resend --dry-run", "resend --reason=", "resend --all --key=a"})
    void nothing_goes_back_unless_it_is_said_what(String words) {
        LetterBox box = LetterBox.withTopics();
        box.letter("a", "1", "odd");

        int status = box.run(words.split(" "));

        assertThat(status).isEqualTo(2);
        assertThat(box.err()).containsOnlyOnce("\n").contains("--all");
        assertThat(box.improvements()).isEmpty();
    }

    @Test
    void a_dry_run_tells_and_sends_nothing() {
        LetterBox box = LetterBox.withTopics();
        box.letter("a", "1", "odd");

        int status = box.run("resend", "--all", "--dry-run");

        assertThat(status).isZero();
        assertThat(box.out()).isEqualTo("0-0 would go to " + box.improvements + "\n");
        assertThat(box.err()).isEqualTo("1 could be sent, 0 not\n");
        assertThat(box.improvements()).isEmpty();
    }

    @Test
    void what_is_not_from_the_improvement_topic_stays_and_the_rest_goes() {
        LetterBox box = LetterBox.withTopics();
        box.put(0, bytes("a"), bytes("1"), dlq("odd", "session-improvements", 0, 0, 1));
        box.put(0, bytes("b"), bytes("2"), List.of());
        box.letter("c", "3", "odd");

        int status = box.run("resend", "--all");

        assertThat(status).isEqualTo(1);
        assertThat(box.improvements()).extracting(record -> text(record.key())).containsExactly("c");
        assertThat(box.err().lines()).hasSize(3)
                .anySatisfy(line -> assertThat(line).startsWith("0-0 not sent: it is from session-improvements, not"))
                .anySatisfy(line -> assertThat(line).startsWith("0-1 not sent: it is no dead letter"))
                .endsWith("1 sent, 2 not");
    }

    @Test
    void a_record_that_no_longer_fitted_comes_from_where_it_was_left() {
        LetterBox box = LetterBox.withTopics();
        leave(box, "neighbour");
        var left = leave(box, "large");
        box.put(0, null, null, dlq("unreadable", box.improvements, 1, left, 1));

        int status = box.run("resend", "--all");

        assertThat(status).isZero();
        assertThat(box.improvements()).filteredOn(record -> text(record.key()).equals("large")).hasSize(2)
                .allSatisfy(record -> assertThat(headers(record)).containsEntry("mine", "kept"))
                .anySatisfy(record -> assertThat(headers(record)).containsEntry("winnow-resent-from", "0-0"));
        assertThat(box.improvements()).hasSize(3);
    }

    @Test
    void a_record_that_no_longer_fitted_and_has_gone_is_told() throws Exception {
        LetterBox box = LetterBox.withTopics();
        var gone = leave(box, "gone");
        delete(box, gone);
        box.put(0, null, null, dlq("unreadable", box.improvements, 1, gone, 1));
        box.put(0, null, null, dlq("not there yet", box.improvements, 1, gone + 100, 1));
        box.put(0, null, null, dlq("no such partition", box.improvements, 9, 0, 1));

        int status = box.run("resend", "--all");

        assertThat(status).isEqualTo(1);
        assertThat(box.improvements()).isEmpty();
        assertThat(box.err().lines()).hasSize(4).endsWith("0 sent, 3 not")
                .filteredOn(line -> line.contains("has gone from there")).hasSize(3);
    }

    @Test
    void what_the_broker_refuses_is_told_and_the_rest_goes() {
        LetterBox box = LetterBox.withoutTopics();
        box.create(box.improvements, Map.of("max.message.bytes", "1000"));
        box.create(box.letters, Map.of());
        box.letter("a", "x".repeat(2000), "odd");
        box.letter("b", "2", "odd");

        int status = box.run("resend", "--all");

        assertThat(status).isEqualTo(1);
        assertThat(box.improvements()).extracting(record -> text(record.key())).containsExactly("b");
        assertThat(box.err()).contains("0-0 not sent: ", "1 sent, 1 not");
    }

    @Test
    void a_named_letter_that_is_not_there_is_status_1() {
        LetterBox box = LetterBox.withTopics();

        int status = box.run("resend", "--letter", "0-0");

        assertThat(status).isEqualTo(1);
        assertThat(box.err()).isEqualTo("0-0 not found\n0 sent, 0 not\n");
    }

    @Test
    void a_missing_topic_is_named_and_not_made() throws Exception {
        LetterBox box = LetterBox.withoutTopics();
        box.create(box.letters, Map.of());
        box.letter("a", "1", "odd");

        int status = box.run("resend", "--all");

        assertThat(status).isEqualTo(1);
        assertThat(box.err()).contains("there is no topic " + box.improvements);
        try (var admin = Topics.admin()) {
            assertThat(admin.listTopics().names().get()).doesNotContain(box.improvements);
        }
    }

    private static long leave(LetterBox box, String key) {
        return Topics.send(new ProducerRecord<>(box.improvements, 1, bytes(key), bytes("x"),
                List.of(header("mine", "kept")))).offset();
    }

    private static void delete(LetterBox box, long upTo) throws Exception {
        try (var admin = Topics.admin()) {
            admin.deleteRecords(Map.of(new TopicPartition(box.improvements, 1),
                    RecordsToDelete.beforeOffset(upTo + 1))).all().get();
        }
    }
}
