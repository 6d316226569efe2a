package io.winnow.outbox;

import static io.winnow.testing.Topics.headers;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.winnow.testing.Database;
import io.winnow.testing.Servers;
import io.winnow.testing.Topics;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class RelayOutboxTest {
    @Inject
    RelayOutbox relay;

    @Test
    void a_message_that_a_dead_relay_had_claimed_goes_out_when_the_claim_has_run_out() {
        var claimed = store("now() + interval '1 hour'");
        var abandoned = store("now() - interval '1 second'");

        Awaitility.await().until(() -> isSent(abandoned));

        assertThat(isSent(claimed)).isFalse();
        Database.execute("delete from outbox where id = ?", claimed);
    }

    @Test
    void more_messages_than_a_round_takes_all_go_out_once() {
        var ids = IntStream.range(0, 250).mapToObj(i -> store("null")).map(UUID::toString).toList();

        relay.relay().await().atMost(Duration.ofSeconds(20));
        Awaitility.await().until(() -> Database.query("select 1 from outbox where sent_at is null").isEmpty());

        assertThat(Topics.all(Topics.RELEASES)).map(record -> headers(record).get("ce_id"))
                .filteredOn(ids::contains).containsExactlyInAnyOrderElementsOf(ids);
    }

    private static UUID store(String claimedUntil) {
        var id = UUID.randomUUID();
        Database.execute("insert into outbox (id, topic, key, type, subject, payload, created_at, claimed_until) "
                + "values (?, 'batch-released', 'k', 'test', 's', '{}', now(), " + claimedUntil + ")", id);
        return id;
    }

    private static boolean isSent(UUID id) {
        return !Database.query("select 1 from outbox where id = ? and sent_at is not null", id).isEmpty();
    }
}
