package io.winnow.release;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import io.winnow.improvement.ImprovementLog;
import io.winnow.improvement.LogEnds;

/**
 * What a release waits for: where the log ended when the first call with its id came. Stored, so that a repeat waits for
 * the same, and so an endless stream of new events can't hold it off.
 */
@ApplicationScoped
class Targets {
    private static final String KNOWN = "select exists (select from release_target where release_id = $1)";
    private static final String STORE = """
            insert into release_target (release_id, topic_id, partition, next_offset)
            select $1, $2, partition, next_offset
            from unnest($3::int[], $4::bigint[]) as ends(partition, next_offset) order by partition
            on conflict do nothing
            """;
    /** One that was deleted with its topic is never reached. */
    private static final String REACHED = """
            select bool_and(t.next_offset <= coalesce(p.next_offset, 0)) from release_target t
            left join consumed_position p on p.topic_id = t.topic_id and p.partition = t.partition
            where t.release_id = $1
            """;
    private static final String FORGET = "delete from release_target where release_id = $1";

    private final Pool pool;
    private final ImprovementLog log;

    Targets(Pool pool, ImprovementLog log) {
        this.pool = pool;
        this.log = log;
    }

    /** Stores the log's ends, unless an earlier call with this id has. */
    Uni<Void> settle(String releaseId) {
        return ask(KNOWN, releaseId).chain(row -> row.getBoolean(0)
                ? Uni.createFrom().voidItem()
                : log.ends().chain(ends -> store(releaseId, ends)));
    }

    /** Whether the consumer has passed all of them. Where another call has forgotten them they are settled anew. */
    Uni<Boolean> areReached(String releaseId) {
        return ask(REACHED, releaseId).map(row -> row.getBoolean(0))
                .onItem().ifNull().switchTo(() -> settle(releaseId).replaceWith(false));
    }

    /** Forgets them: the release came to nothing, and a later one with this id begins anew. */
    Uni<Void> forget(String releaseId) {
        return pool.preparedQuery(FORGET).execute(Tuple.of(releaseId)).replaceWithVoid();
    }

    private Uni<Void> store(String releaseId, LogEnds ends) {
        return pool.preparedQuery(STORE).execute(Tuple.of(releaseId, ends.topicId(),
                ends.ends().keySet().toArray(Integer[]::new), ends.ends().values().toArray(Long[]::new)))
                .replaceWithVoid();
    }

    private Uni<Row> ask(String sql, String releaseId) {
        return pool.preparedQuery(sql).execute(Tuple.of(releaseId)).map(rows -> rows.iterator().next());
    }
}
