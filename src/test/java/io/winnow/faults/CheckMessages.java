package io.winnow.faults;

import static io.winnow.faults.Invariant.ANNOUNCED_AS_RELEASED;
import static io.winnow.faults.Invariant.DEAD_LETTERS_ARE_THE_BAD;

import java.util.HashMap;
import java.util.HashSet;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import io.winnow.testing.DocumentSchemas;
import io.winnow.testing.Log;
import io.winnow.testing.Topics;

/** Holds what a plain consumer reads from Kafka against what is stored. */
record CheckMessages(Stack stack, Ledger ledger, Stored stored, Findings findings) {

    void check() {
        announcements();
        deadLetters();
    }

    private void announcements() {
        var messages = new HashMap<Long, String>();
        for (var message : Log.read(stack.kafka(), Topics.RELEASES)) {
            findings.count("announcements");
            var batch = stored.batches().get(Long.valueOf(Topics.text(message.key())));
            check(message, batch);
            var all = Topics.headers(message) + " " + Topics.text(message.value());
            var before = messages.putIfAbsent(batch == null ? -1 : batch.id(), all);
            if (before != null && !before.equals(all)) {
                findings.broken(ANNOUNCED_AS_RELEASED, "batch %s was announced as %s and as %s", batch, before, all);
            }
        }
        stored.batches().values().stream().filter(Stored.Batch::isReleased)
                .filter(batch -> !messages.containsKey(batch.id()))
                .forEach(batch -> findings.broken(ANNOUNCED_AS_RELEASED, "%s was not announced", batch));
    }

    private void check(ConsumerRecord<byte[], byte[]> message, Stored.Batch batch) {
        var told = DocumentSchemas.json(message.value());
        if (batch == null || !batch.isReleased() || !told.get("release_id").textValue().equals(batch.releaseId())
                || told.get("session_count").intValue() != batch.sessions()
                || told.get("event_count").longValue() != batch.events()
                || told.get("last_number").intValue() != batch.sessions()
                || !batch.announcement().equals(Topics.headers(message).get("ce_id"))) {
            findings.broken(ANNOUNCED_AS_RELEASED, "%s was announced, stored is %s", told, batch);
        }
    }

    private void deadLetters() {
        var missing = new HashSet<>(ledger.bad());
        for (var letter : Log.read(stack.kafka(), Topics.DEAD_LETTERS)) {
            findings.count("dead letters");
            var key = Topics.text(letter.key());
            missing.remove(key);
            if (!ledger.bad().contains(key)) {
                findings.broken(DEAD_LETTERS_ARE_THE_BAD, "%s is a dead letter: %s", key,
                        Topics.headers(letter).get("winnow-dlq-reason"));
            }
        }
        missing.removeIf(ledger::isLost);
        missing.forEach(key -> findings.broken(DEAD_LETTERS_ARE_THE_BAD, "%s is no dead letter", key));
    }
}
