package io.winnow.console;

import static io.winnow.testing.Api.clicked;
import static io.winnow.testing.Api.closeCollecting;
import static io.winnow.testing.Api.get;
import static io.winnow.testing.Api.newId;
import static io.winnow.testing.Api.release;
import static io.winnow.testing.Api.released;
import static io.winnow.testing.Api.schedule;
import static io.winnow.testing.Api.walk;
import static io.winnow.testing.Topics.headers;
import static io.winnow.testing.Topics.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.winnow.testing.Database;
import io.winnow.testing.Servers;
import io.winnow.testing.Topics;

/** Dead letters are not a grave, and sending one back twice is harmless: against the service itself. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ResendTwiceTest {

    @Test
    void sent_back_twice_a_session_is_in_the_batch_once() {
        closeCollecting();
        String session = dead();

        int first = resend("--key", session);
        int second = resend("--key", session);

        assertThat(List.of(first, second)).containsOnly(0);
        // The release waits for both: they stand in the log.
        assertThat(walk(released(), 10)).extracting(snapshot -> snapshot.get("session_id")).containsExactly(session);
        assertThat(allLettersOf(session)).hasSize(1);
    }

    @Test
    void sent_back_after_its_batch_was_released_a_session_stays_in_that_batch_alone() {
        closeCollecting();
        String session = dead();
        resend("--key", session);
        String batch = released();

        int again = resend("--key", session);

        assertThat(again).isZero();
        assertThat(release(newId()).statusCode()).isEqualTo(404);
        assertThat(get("/session?session_id=" + session).jsonPath().getList("batches.batch_id"))
                .containsExactly(batch);
        assertThat(allLettersOf(session)).hasSize(1);
    }

    @Test
    void a_record_that_dies_again_tells_which_letter_it_was_sent_back_from() {
        closeCollecting();
        String session = clicked();
        List<ConsumerRecord<byte[], byte[]>> letters;
        refuse(session);
        try {
            schedule(session);
            var first = new Letter(lettersOf(session, 1).get(0)).position();
            resend("--letter", first.toString());
            letters = lettersOf(session, 2);

            assertThat(letters).extracting(letter -> headers(letter).get("winnow-resent-from"))
                    .containsExactlyInAnyOrder(null, first.toString());
        } finally {
            accept();
        }
    }

    /** A session whose improvement event lies in the dead letters, and what it died of is mended. */
    private static String dead() {
        String session = clicked();
        refuse(session);
        try {
            schedule(session);
            assertThat(lettersOf(session, 1)).hasSize(1);
        } finally {
            accept();
        }
        return session;
    }

    private static void refuse(String session) {
        Database.execute("create function refuse() returns trigger language plpgsql as $$ begin "
                + "if new.session_id = '" + session + "' then raise exception 'too odd'; end if; return new; end $$");
        Database.execute("create trigger refuse before insert on batch_session for each row execute function refuse()");
    }

    private static void accept() {
        Database.execute("drop function refuse cascade");
    }

    private static List<ConsumerRecord<byte[], byte[]>> lettersOf(String session, int count) {
        return Topics.await(Topics.DEAD_LETTERS, count, record -> session.equals(text(record.key())));
    }

    private static List<ConsumerRecord<byte[], byte[]>> allLettersOf(String session) {
        return Topics.all(Topics.DEAD_LETTERS).stream().filter(record -> session.equals(text(record.key()))).toList();
    }

    private static int resend(String... which) {
        var words = new ArrayList<>(List.of("dead-letters", "resend"));
        words.addAll(List.of(which));
        return Console.run(new Shell(Map.of("KAFKA_BOOTSTRAP_SERVERS", Servers.bootstrapServers()), System.out,
                System.err), words.toArray(String[]::new));
    }
}
