package io.winnow.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import io.vertx.core.json.JsonObject;

/** How long after its acknowledgement a schedule can be read in a page, against a record's way through the same broker. */
record FreshnessRow(Bed bed, BenchSettings settings, String label) implements Row {
    private static final long EVERY_NANOS = 1_000_000_000 / 200;
    /** Whatever the number of connections elsewhere: fewer, and calls would wait for each other in the client. */
    private static final int SENDERS = 64;
    /** Where nothing has arrived for so long, nothing more will. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** How long each was on its way, in nanoseconds: since it was sent, and since that was acknowledged. */
    private record Ways(long[] sent, long[] acknowledged) {}

    /** Begins at something with this number. */
    private interface Act {
        void begin(int number);
    }

    @Override
    public List<Figure> measure() throws Exception {
        var p99 = Figure.of(label, "from acknowledged to readable at 200/s, p99", "ms", "≤ 3");
        var p50 = Figure.of(label, "the same, median", "ms", "");
        var called = Figure.of(label, "the same, both from the start, p99", "ms", "");
        var settled = Figure.of(label, "the same, both from the acknowledgement, p99", "ms", "");
        var client = Watched.client(label, "the same");
        try (var load = new Load(bed.vertx, SENDERS);
                var reader = new Load(bed.vertx, 1);
                var connection = bed.connect()) {
            var warmUp = (int) (settings.warmUp().toNanos() / EVERY_NANOS);
            var each = (int) (settings.time().toNanos() / EVERY_NANOS);
            var data = new Data(connection, settings);
            data.sessions("fresh", 1, warmUp + 1 + (each + 1) * settings.rounds());
            // Of what an earlier row scheduled there would be nothing left to do.
            data.forget();
            // As fast as it goes: at its pace nothing would be compiled for minutes.
            load.run(settings.warmUp(), bed.winnowCpu(),
                    number -> bed.schedule(load, settings.base().id(number)));
            bed.awaitConsumed(connection);
            ofKafka(settings.warmUpCalls(), 0);
            ofKafka(warmUp, EVERY_NANOS);
            ofService(load, reader, 0, warmUp);
            for (var round = 0; round < settings.rounds(); round++) {
                var first = warmUp + 1 + round * (each + 1);
                var both = Watched.add(client, Turns.of(round, () -> Watched.of(() -> ofKafka(each, EVERY_NANOS)),
                        () -> Watched.of(() -> ofService(load, reader, first, each))));
                p99.add(at(0.99, both.floor().sent()), at(0.99, both.service().acknowledged()));
                p50.add(at(0.5, both.floor().sent()), at(0.5, both.service().acknowledged()));
                called.add(at(0.99, both.floor().sent()), at(0.99, both.service().sent()));
                settled.add(at(0.99, both.floor().acknowledged()), at(0.99, both.service().acknowledged()));
            }
        }
        return List.of(p99, p50, called, settled, client);
    }

    /** To the poll that has it. */
    private Ways ofKafka(int count, long everyNanos) {
        var sent = new ConcurrentHashMap<String, Long>();
        var acknowledged = new ConcurrentHashMap<String, Long>();
        var seen = new ConcurrentHashMap<String, Long>();
        var failed = new CompletableFuture<Void>();
        var settled = bed.kafka();
        settled.putAll(FloorMain.PRODUCER);
        settled.putAll(Map.of("group.id", "floor", "auto.offset.reset", "latest"));
        try (var producer = new KafkaProducer<>(settled, new StringSerializer(), new StringSerializer());
                var consumer = new KafkaConsumer<>(settled, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(Bed.FLOOR_TOPIC));
            for (var began = System.nanoTime(); consumer.assignment().isEmpty();) {
                failIfSilent(began);
                consumer.poll(Duration.ofMillis(100));
            }
            consumer.assignment().forEach(consumer::position);
            var sender = begin(count, everyNanos, number -> {
                var key = Integer.toString(number);
                sent.put(key, System.nanoTime());
                producer.send(new ProducerRecord<>(Bed.FLOOR_TOPIC, key, key), (written, failure) -> {
                    acknowledged.put(key, System.nanoTime());
                    if (failure != null) {
                        failed.completeExceptionally(failure);
                    }
                });
            });
            var last = System.nanoTime();
            while (seen.size() < count) {
                failed.getNow(null);
                failIfSilent(last);
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    if (sent.containsKey(record.key())) {
                        last = System.nanoTime();
                        seen.put(record.key(), last);
                    }
                }
            }
            join(sender);
        }
        var keys = IntStream.range(0, count).mapToObj(Integer::toString).toList();
        return new Ways(ways(keys, sent, seen), ways(keys, acknowledged, seen));
    }

    /** To the page that has it, which a reader asks for again and again. */
    private Ways ofService(Load load, Load reader, int first, int count) {
        var sent = new ConcurrentHashMap<String, Long>();
        var acknowledged = new ConcurrentHashMap<String, Long>();
        var seen = new ConcurrentHashMap<String, Long>();
        var failed = new CompletableFuture<Void>();
        var batch = beginBatch(load, Sessions.id("fresh", first + 1));
        var sender = begin(count, EVERY_NANOS, number -> {
            var id = Sessions.id("fresh", 2 + first + number);
            sent.put(id, System.nanoTime());
            bed.schedule(load, id).onSuccess(answer -> acknowledged.put(id, System.nanoTime()))
                    .onFailure(failed::completeExceptionally);
        });
        read(reader, batch, seen, () -> {
            failed.getNow(null);
            return seen.size() == count;
        });
        join(sender);
        var ids = IntStream.range(0, count).mapToObj(number -> Sessions.id("fresh", 2 + first + number)).toList();
        return new Ways(ways(ids, sent, seen), ways(ids, acknowledged, seen));
    }

    /** From one time to another; a reader may have seen it before its acknowledgement was here. */
    private static long[] ways(List<String> keys, Map<String, Long> from, Map<String, Long> seen) {
        return keys.stream().mapToLong(key -> Math.max(1, seen.get(key) - from.getOrDefault(key, seen.get(key))))
                .toArray();
    }

    /** A batch that holds this session: a reader looks for the batch once, not for each session. */
    private String beginBatch(Load load, String session) {
        bed.releaseLeftOver(load);
        Load.await(bed.schedule(load, session));
        for (var began = System.nanoTime();;) {
            failIfSilent(began);
            var batches = bed.get(load, "/batches?status=collecting").getJsonArray("batches");
            if (!batches.isEmpty()) {
                return batches.getJsonObject(0).getString("batch_id");
            }
        }
    }

    private void read(Load load, String batch, Map<String, Long> seen, BooleanSupplier isDone) {
        // Behind the session that the batch began with.
        var after = 1;
        var last = System.nanoTime();
        while (!isDone.getAsBoolean()) {
            failIfSilent(last);
            var answer = bed.answer(load,
                    "/batch/sessions?limit=1000&batch_id=" + batch + "&after_number=" + after);
            // What comes now is the client's.
            var now = System.nanoTime();
            var page = answer.toJsonObject();
            page.getJsonArray("sessions").forEach(one -> seen.put(((JsonObject) one).getString("session_id"), now));
            if (page.getInteger("last_number") != null) {
                after = page.getInteger("last_number");
                last = now;
            }
            // The pace of the reader, so that it is not the load.
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Else one that is lost would be waited for without an end. */
    private static void failIfSilent(long last) {
        if (System.nanoTime() - last > PATIENCE.toNanos()) {
            throw new IllegalStateException("Some are missing, and for %s nothing has come".formatted(PATIENCE));
        }
    }

    private static Thread begin(int count, long everyNanos, Act act) {
        var thread = new Thread(() -> {
            var next = System.nanoTime();
            for (var number = 0; number < count; number++, next += everyNanos) {
                LockSupport.parkNanos(next - System.nanoTime());
                act.begin(number);
            }
        });
        thread.start();
        return thread;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of what was sent one after the other, without the first quarter: each side has rested before, and connects anew. */
    private static double at(double quantile, long[] nanos) {
        var sorted = Arrays.copyOfRange(nanos, nanos.length / 4, nanos.length);
        Arrays.sort(sorted);
        return sorted[(int) (quantile * (sorted.length - 1))] / 1e6;
    }
}
