package io.winnow.batch;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import io.winnow.telemetry.Traces;

/**
 * Takes the traces of schedule calls through the append of a poll, a step for each, and on to the page that first shows the
 * snapshot. What stands between the two is kept in the database, since any instance may be asked for the page.
 * <p>
 * A trace that is lost harms nobody: an append waits a second for its traces at most and goes on without them.
 */
@ApplicationScoped
class SnapshotTraces {
    private static final Logger LOG = Logger.getLogger(SnapshotTraces.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /**
     * Before the append, so that no page can come between; of what a batch holds already there is nothing to be shown first.
     * Of a request that came twice, the later. Without offset 0 PostgreSQL makes a join of it, for which it could read all
     * snapshots (ADR 29).
     */
    private static final String KEEP = """
            insert into unseen_trace (session_id, version, traceparent)
            select distinct on (s.session_id, s.version) s.session_id, s.version, s.traceparent
            from unnest($1::text[], $2::int[], $3::text[]) with ordinality as s(session_id, version, traceparent, nth)
            where not exists (
                select from batch_session b where b.session_id = s.session_id and b.version >= s.version offset 0)
            order by s.session_id, s.version, s.nth desc
            on conflict (session_id, version) do update set traceparent = excluded.traceparent, since = now()
            """;
    /**
     * A snapshot shows the version that was asked for or a later one. By the sessions of the page, however many traces
     * there are, and by no join, for which a plan could read the whole batch (ADR 29).
     */
    private static final String TAKE = """
            delete from unseen_trace t
            where t.session_id = any (array(select session_id from batch_session
                                            where batch_id = $1 and session_number > $2::bigint and session_number <= $3))
              and t.version <= (select version from batch_session where session_id = t.session_id and batch_id = $1)
            returning t.traceparent, t.session_id,
                (select session_number from batch_session where session_id = t.session_id and batch_id = $1) as session_number
            """;
    /**
     * So many at a time that it never takes long, and past those that somebody else is at. By their places in the table: by
     * their keys it would be a join.
     */
    private static final String SWEEP = """
            delete from unseen_trace where ctid = any (array(
                select ctid from unseen_trace where since < now() - interval '1 day'
                order by since limit $1 for update skip locked))
            """;
    private static final int SWEPT_AT_ONCE = 1_000;

    private final Pool pool;
    private final Traces traces;

    SnapshotTraces(Pool pool, Traces traces) {
        this.pool = pool;
        this.traces = traces;
    }

    /** A record with the step of its trace. */
    private record Traced(PolledRecord record, Span step) {}

    /** Appends a slice, as a step of each trace that it has records of. */
    <T> Uni<T> appending(Slice slice, Supplier<Uni<T>> append) {
        return traces.isOn()
                ? Uni.createFrom().deferred(() -> appending(begin(slice), append))
                : append.get();
    }

    private <T> Uni<T> appending(List<Traced> traced, Supplier<Uni<T>> append) {
        return traced.isEmpty()
                ? append.get()
                : keep(traced).chain(kept -> append.get()).onTermination().invoke((done, failure, isCancelled) -> traced
                        .forEach(one -> Traces.end(one.step(), failure, isCancelled)));
    }

    private List<Traced> begin(Slice slice) {
        try {
            return steps(slice);
        } catch (RuntimeException oddity) {
            // Whatever it is, it would be taken for a fault of the records.
            lost(oddity);
            return List.of();
        }
    }

    private List<Traced> steps(Slice slice) {
        return slice.records().stream().flatMap(record -> Stream.ofNullable(record.traceparent())
                .map(parent -> traces.begin("append snapshot", parent, step -> describe(step, record, slice)))
                .map(step -> new Traced(record, step)))
                // None where this instance does not take over what its caller decided.
                .filter(one -> Traces.traceparent(one.step()) != null).toList();
    }

    private Uni<Void> keep(List<Traced> traced) {
        return pool.preparedQuery(KEEP).execute(Tuple.tuple()
                .addArrayOfString(traced.stream().map(one -> one.record().event().sessionId()).toArray(String[]::new))
                .addArrayOfInteger(traced.stream().map(one -> one.record().event().version()).toArray(Integer[]::new))
                .addArrayOfString(traced.stream().map(one -> Traces.traceparent(one.step())).toArray(String[]::new)))
                .ifNoItem().after(PATIENCE).fail()
                .replaceWithVoid()
                .onFailure().invoke(SnapshotTraces::lost).onFailure().recoverWithNull();
    }

    /** Some of a batch was shown, by the call that this runs for. */
    void shown(long batchId, long afterNumber, int lastNumber) {
        if (traces.isOn()) {
            var reader = Span.current().getSpanContext();
            pool.preparedQuery(TAKE).execute(Tuple.of(batchId, afterNumber, lastNumber))
                    .ifNoItem().after(PATIENCE).fail()
                    .subscribe().with(rows -> rows.forEach(row -> shown(batchId, row, reader)), SnapshotTraces::lost);
        }
    }

    private void shown(long batchId, Row row, SpanContext reader) {
        Traces.end(traces.begin("snapshot first shown", row.getString("traceparent"), step -> step.addLink(reader)
                .setAttribute("winnow.batch.id", batchId)
                .setAttribute("winnow.session.id", row.getString("session_id"))
                .setAttribute("winnow.session.number", row.getInteger("session_number"))), null, false);
    }

    /** What nobody looked at within a day will have no last step. */
    @Scheduled(every = "1m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        // Also where traces are off: they may have been on.
        return sweepOnce().onFailure().invoke(SnapshotTraces::lost).onFailure().recoverWithNull();
    }

    private Uni<Void> sweepOnce() {
        return pool.preparedQuery(SWEEP).execute(Tuple.of(SWEPT_AT_ONCE))
                .chain(swept -> swept.rowCount() == SWEPT_AT_ONCE ? sweepOnce() : Uni.createFrom().voidItem());
    }

    private static void describe(SpanBuilder step, PolledRecord record, Slice slice) {
        step.setSpanKind(SpanKind.CONSUMER)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.operation.type", "process")
                .setAttribute("messaging.destination.name", record.record().topic())
                .setAttribute("messaging.destination.partition.id", Integer.toString(record.partition()))
                .setAttribute("messaging.kafka.offset", record.offset())
                .setAttribute("messaging.batch.message_count", slice.records().size())
                .setAttribute("winnow.session.id", record.event().sessionId());
    }

    private static void lost(Throwable failure) {
        LOG.debugf("Traces are lost: %s", failure);
    }
}
