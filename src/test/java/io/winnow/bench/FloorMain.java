package io.winnow.bench;

import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;

/**
 * Scheduling by hand, as thinly as it goes: one prepared select that answers what the service asks, one send with
 * acks=all, and no check, limit, metric or document. {@code http-port database broker topic}.
 */
final class FloorMain {
    /** Printed when it answers. */
    static final String READY = "The floor answers.";

    /** As the service's; of what was tried the fastest, with 8 clients and with 64: docs/performance.md. */
    static final Map<String, Object> PRODUCER = Map.of("acks", "all",
            "linger.ms", 0, "max.in.flight.requests.per.connection", 1, "batch.size", 1 << 16,
            "enable.metrics.push", false, "metric.reporters", "");

    private static final String STATE = """
            select s.is_payload_search, s.is_irrelevant,
                   (select count(*) from session_event e where e.session_id = s.session_id) as events,
                   exists (select from session_event e
                           where e.session_id = s.session_id and e.object_id = any (s.shown)) as has_event,
                   (select bs.batch_id from batch_session bs where bs.session_id = s.session_id
                    order by bs.version desc limit 1) as batch_id
            from session s where s.session_id = $1
            """;

    private final Pool pool;
    private final KafkaProducer<String, String> producer;
    private final String topic;

    private FloorMain(Pool pool, KafkaProducer<String, String> producer, String topic) {
        this.pool = pool;
        this.producer = producer;
        this.topic = topic;
    }

    public static void main(String... args) {
        // As the service does. Read by Vert.x once, when its first class is loaded.
        System.setProperty("vertx.disableURIValidation", "true");
        var vertx = Vertx.vertx();
        var pool = pool(vertx, args[1], 16);
        var settings = new HashMap<>(PRODUCER);
        settings.put("bootstrap.servers", args[2]);
        var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
        var floor = new FloorMain(pool, producer, args[3]);
        vertx.deployVerticle(() -> new Server(Integer.parseInt(args[0]), floor), new DeploymentOptions()
                .setInstances(Runtime.getRuntime().availableProcessors()))
                .onSuccess(deployed -> System.out.println(READY));
    }

    /** Connections to the service's database at this address, with no more than the client gives. */
    static Pool pool(Vertx vertx, String address, int size) {
        var at = address.split(":");
        return PgBuilder.pool().using(vertx).with(new PoolOptions().setMaxSize(size))
                .connectingTo(new PgConnectOptions().setHost(at[0]).setPort(Integer.parseInt(at[1]))
                        .setDatabase("winnow").setUser("postgres").setCachePreparedStatements(true))
                .build();
    }

    /** One for each processor, all at one port. */
    private static final class Server extends AbstractVerticle {
        private final int port;
        private final FloorMain floor;

        private Server(int port, FloorMain floor) {
            this.port = port;
            this.floor = floor;
        }

        @Override
        public void start(Promise<Void> started) {
            vertx.createHttpServer().requestHandler(floor::handle).listen(port).<Void>mapEmpty().onComplete(started);
        }
    }

    private void handle(HttpServerRequest request) {
        request.body().map(body -> body.toJsonObject().getString("session_id"))
                .compose(id -> pool.preparedQuery(STATE).execute(Tuple.of(id))
                        .compose(rows -> send(id, rows.iterator().next())))
                .onSuccess(answer -> request.response().putHeader("Content-Type", "application/json").end(answer))
                .onFailure(failure -> request.response().setStatusCode(500).end(failure.toString()));
    }

    private Future<String> send(String id, Row row) {
        if (row.getBoolean("is_payload_search") || !row.getBoolean("has_event") || row.getLong("batch_id") != null) {
            return Future.failedFuture(id + " is not to be scheduled");
        }
        var improvement = id + ":" + row.getLong("events");
        var value = new JsonObject().put("improvement_id", improvement).put("session_id", id)
                .put("scheduled_at", System.currentTimeMillis() / 1000).encode();
        var sent = Promise.<String>promise();
        producer.send(new ProducerRecord<>(topic, id, value), (metadata, failure) -> {
            if (failure == null) {
                sent.complete(new JsonObject().put("session_id", id).put("status", "scheduled")
                        .put("improvement_id", improvement).encode());
            } else {
                sent.fail(failure);
            }
        });
        return sent.future();
    }
}
