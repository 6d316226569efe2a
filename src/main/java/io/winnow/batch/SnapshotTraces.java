package io.winnow.batch;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import io.winnow.telemetry.Traces;

/**
 * Takes the traces of schedule calls through the append of a poll, a step for each, and on to the page or the export that
 * first shows the snapshot. What stands between the two is kept in the database, since any instance may be asked for the
 * page. A trace that is lost harms nobody: nothing waits for one and nothing fails for one.
 */
@ApplicationScoped
class SnapshotTraces {
    private static final Logger LOG = Logger.getLogger(SnapshotTraces.class);

    /** Before the append, so that no page can come between. Those that nobody looked at for a day are swept out. */
    private static final String KEEP = """
            with swept as (delete from unseen_trace where since < now() - interval '1 day')
            insert into unseen_trace (session_id, version, traceparent)
            select * from unnest($1::text[], $2::int[], $3::text[])
            on conflict (session_id, version) do nothing
            """;
    /** A snapshot shows the version that was asked for or a later one. */
    private static final String TAKE = """
            delete from unseen_trace t using batch_session b
            where b.batch_id = $1 and b.session_number > $2 and b.session_number <= $3
              and t.session_id = b.session_id and t.version <= b.version
            returning t.traceparent, b.session_id, b.session_number
            """;

    private final Pool pool;
    private final Traces traces;

    SnapshotTraces(Pool pool, Traces traces) {
        this.pool = pool;
        this.traces = traces;
    }

    /** Appends a slice, as a step of each trace that it has records of. */
    <T> Uni<T> appending(Slice slice, Supplier<Uni<T>> append) {
        var traced = traces.isOn()
                ? slice.records().stream().filter(record -> record.traceparent() != null).toList()
                : List.<PolledRecord>of();
        if (traced.isEmpty()) {
            return append.get();
        }
        var steps = traced.stream().map(record -> traces.begin("append snapshot", record.traceparent(),
                step -> describe(step, record, slice))).toList();
        return keep(traced, steps).chain(kept -> append.get())
                .onTermination()
                .invoke((done, failure, isCancelled) -> steps.forEach(step -> Traces.end(step, failure)));
    }

    /** Some of a batch was shown, by the call that this runs for. */
    void shown(long batchId, long afterNumber, int lastNumber) {
        if (traces.isOn()) {
            var reader = Span.current().getSpanContext();
            pool.preparedQuery(TAKE).execute(Tuple.of(batchId, afterNumber, lastNumber))
                    .subscribe().with(rows -> rows.forEach(row -> shown(batchId, row, step -> step.addLink(reader))),
                            SnapshotTraces::lost);
        }
    }

    private void shown(long batchId, Row row, Consumer<SpanBuilder> link) {
        Traces.end(traces.begin("snapshot first shown", row.getString("traceparent"), step -> link.accept(step
                .setAttribute("winnow.batch.id", batchId)
                .setAttribute("winnow.session.id", row.getString("session_id"))
                .setAttribute("winnow.session.number", row.getInteger("session_number")))), null);
    }

    private Uni<Void> keep(List<PolledRecord> traced, List<Span> steps) {
        return pool.preparedQuery(KEEP).execute(Tuple.tuple()
                .addArrayOfString(traced.stream().map(record -> record.event().sessionId()).toArray(String[]::new))
                .addArrayOfInteger(traced.stream().map(record -> record.event().version()).toArray(Integer[]::new))
                .addArrayOfString(steps.stream().map(Traces::traceparent).toArray(String[]::new)))
                .replaceWithVoid()
                .onFailure().invoke(SnapshotTraces::lost).onFailure().recoverWithNull();
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
