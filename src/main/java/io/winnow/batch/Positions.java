package io.winnow.batch;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

/** The consumed positions as they are stored: the truth that all instances share. */
@ApplicationScoped
class Positions {
    /** A partition that was never consumed begins at 0: were its log to start later, something would be missing. */
    private static final String BEGIN = """
            insert into consumed_position (topic_id, partition, next_offset)
            select $1, partition, 0 from unnest($2::int[]) partition
            on conflict do nothing
            """;
    private static final String ALL = """
            select partition, next_offset, case when last_offset = next_offset - 1 then last_time end as last_time,
                   contradiction
            from consumed_position where topic_id = $1
            """;
    /** Only where the position is still the one that was found wrong: an operator may have set it meanwhile. */
    private static final String CONTRADICT = """
            update consumed_position set contradiction = $4
            where topic_id = $1 and partition = $2 and next_offset = $3 and last_offset = $3 - 1
            """;
    private static final String OTHERS = "select count(*) from consumed_position where topic_id <> $1";

    private final Pool pool;

    Positions(Pool pool) {
        this.pool = pool;
    }

    /** Where each partition of a topic goes on, these partitions being begun where they are new. */
    Uni<Map<Integer, Position>> begin(UUID topic, Collection<Integer> partitions) {
        return pool.preparedQuery(BEGIN).execute(Tuple.of(topic, partitions.toArray(Integer[]::new)))
                .chain(() -> all(topic));
    }

    /** Where each partition of a topic goes on; a partition that was never consumed is missing. */
    Uni<Map<Integer, Position>> all(UUID topic) {
        return pool.preparedQuery(ALL).execute(Tuple.of(topic)).map(Positions::byPartition);
    }

    /** Notes for all instances why a partition can't be consumed any further; tells whether it still stood there. */
    Uni<Boolean> contradict(UUID topic, int partition, long next, String why) {
        return pool.preparedQuery(CONTRADICT).execute(Tuple.of(topic, partition, next, why))
                .map(rows -> rows.rowCount() > 0);
    }

    /** Whether there are positions of another topic, one that was deleted since. */
    Uni<Boolean> hasOthers(UUID topic) {
        return pool.preparedQuery(OTHERS).execute(Tuple.of(topic))
                .map(rows -> rows.iterator().next().getLong(0) > 0);
    }

    private static Map<Integer, Position> byPartition(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .collect(Collectors.toMap(row -> row.getInteger("partition"), row -> new Position(
                        row.getLong("next_offset"), row.getLong("last_time"), row.getString("contradiction"))));
    }
}
