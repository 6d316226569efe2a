package io.winnow.outbox;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** The stored messages as the relay sees them: to be claimed, then settled, each by one statement. */
@ApplicationScoped
class Outbox {
    /** A claim runs out, so that a relay that dies leaves nothing behind. As an array, or it would be a join (ADR 29). */
    private static final String CLAIM = """
            update outbox set claimed_until = now() + make_interval(secs => $2)
            where id = any (array(select id from outbox
                                  where sent_at is null and (claimed_until is null or claimed_until < now())
                                  order by waiting_since limit $1 for update skip locked))
            returning id, topic, key, type, subject, payload, created_at, traceparent
            """;
    private static final String SENT = """
            update outbox set sent_at = now(), claimed_until = null where id = any ($1) and sent_at is null
            """;
    private static final String REOPEN = """
            update outbox set sent_at = null, waiting_since = case when sent_at is null then waiting_since else now() end
            where id = $1
            """;
    private static final String GIVE_BACK = "update outbox set claimed_until = null where id = any ($1)";
    private static final String OLDEST = """
            select coalesce(extract(epoch from now() - min(waiting_since)), 0)::float8 from outbox where sent_at is null
            """;

    private final Pool pool;

    Outbox(Pool pool) {
        this.pool = pool;
    }

    /** Takes at most so many unsent messages, oldest first, for so long. */
    Uni<List<OutboxMessage>> claim(int most, Duration time) {
        return pool.preparedQuery(CLAIM).execute(Tuple.of(most, time.toMillis() / 1_000.0))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(Outbox::message).toList());
    }

    /** Notes that the broker has these. */
    Uni<Void> settle(Collection<UUID> sent) {
        return update(SENT, sent);
    }

    /** Takes a message for unsent, so that it is claimed once more; tells whether there is such a message. */
    Uni<Boolean> reopen(UUID id) {
        return pool.preparedQuery(REOPEN).execute(Tuple.of(id)).map(rows -> rows.rowCount() > 0);
    }

    /** Gives these back to be claimed again, at once. */
    Uni<Void> giveBack(Collection<UUID> unsent) {
        return update(GIVE_BACK, unsent);
    }

    /** How long the oldest unsent message has waited; zero when there is none. */
    Uni<Duration> oldestUnsent() {
        return pool.query(OLDEST).execute()
                .map(rows -> Duration.ofMillis((long) (1_000 * rows.iterator().next().getDouble(0))));
    }

    private Uni<Void> update(String sql, Collection<UUID> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().voidItem()
                : pool.preparedQuery(sql).execute(Tuple.of(ids.toArray(UUID[]::new))).replaceWithVoid();
    }

    private static OutboxMessage message(Row row) {
        var message = new OutboxMessage();
        message.id = row.getUUID("id");
        message.topic = row.getString("topic");
        message.key = row.getString("key");
        message.type = row.getString("type");
        message.subject = row.getString("subject");
        message.payload = row.getString("payload");
        message.createdAt = row.getOffsetDateTime("created_at").toInstant();
        message.traceparent = row.getString("traceparent");
        return message;
    }
}
