package io.winnow.batch;

import java.util.SortedMap;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.winnow.improvement.ImprovementEvent;
import io.winnow.problem.Failures;

/** Appends a slice to the collecting batch and stores the positions behind it, in one statement and so whole or not. */
@ApplicationScoped
public class AppendSnapshots {
    private static final String APPEND = "select appended_to, appended, gone from append_to_batch($1, $2, $3, $4, $5, $6, $7)";

    /** Raised by the function when a stored position is not where the slice begins. */
    private static final String FENCED = "WN001";

    private final Pool pool;
    private final BatchConfig config;

    AppendSnapshots(Pool pool, BatchConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /**
     * What became of the events of a slice.
     *
     * @param batchId which batch collects; {@code null} where it is empty, and so not there
     * @param appended how many new snapshots there are
     * @param gone how many sessions there were no more
     */
    record Appended(Long batchId, int appended, int gone) {}

    /** Somebody else has consumed these records: what we hold is stale. */
    static final class Fenced extends RuntimeException {
        Fenced() {
            super("a consumed position has moved", null, false, false);
        }
    }

    /** Appends; fails with {@link Fenced}, or as the database does. */
    Uni<Appended> append(Slice slice) {
        var call = Tuple.tuple()
                .addUUID(slice.topicId())
                .addArrayOfInteger(slice.begins().keySet().toArray(Integer[]::new))
                .addArrayOfLong(values(slice.begins())).addArrayOfLong(values(slice.ends()))
                .addArrayOfLong(values(slice.times()))
                .addArrayOfString(slice.events().map(ImprovementEvent::sessionId).toArray(String[]::new))
                .addArrayOfInteger(slice.events().map(ImprovementEvent::version).toArray(Integer[]::new));
        return pool.preparedQuery(APPEND).execute(call)
                .map(rows -> rows.iterator().next())
                .map(row -> new Appended(row.getLong("appended_to"), row.getInteger("appended"),
                        row.getInteger("gone")))
                .ifNoItem().after(config.databaseTimeout()).fail()
                .onFailure(AppendSnapshots::isFenced).transform(failure -> new Fenced());
    }

    private static boolean isFenced(Throwable failure) {
        return Failures.hasSqlState(failure, FENCED);
    }

    private static Long[] values(SortedMap<Integer, Long> byPartition) {
        return byPartition.values().toArray(Long[]::new);
    }
}
