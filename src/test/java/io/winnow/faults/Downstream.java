package io.winnow.faults;

import java.time.Duration;
import java.util.Random;
import java.util.function.BooleanSupplier;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import io.winnow.testing.DocumentSchemas;
import io.winnow.testing.Log;
import io.winnow.testing.Topics;

/** A trainer: reads a batch in full as soon as it is told of it. */
final class Downstream implements Runnable {
    private final Scene scene;
    private final BooleanSupplier goesOn;
    private final Reader reader;

    Downstream(Scene scene, BooleanSupplier goesOn) {
        this.scene = scene;
        this.goesOn = goesOn;
        reader = new Reader(scene, new Random(), () -> false);
    }

    @Override
    public void run() {
        try (var consumer = Log.consumer(scene.stack().kafka(), Topics.RELEASES)) {
            while (goesOn.getAsBoolean()) {
                consumer.poll(Duration.ofMillis(200)).forEach(this::load);
            }
        }
    }

    private void load(ConsumerRecord<byte[], byte[]> message) {
        var told = DocumentSchemas.json(message.value());
        var snapshots = reader.walk(told.get("batch_id").asLong());
        if (snapshots.size() != told.get("session_count").intValue()) {
            scene.findings().broken(Invariant.ANNOUNCED_AS_RELEASED, "%s, but %d can be read", told, snapshots.size());
        }
    }
}
