package io.winnow.faults;

import java.sql.SQLException;

import io.winnow.testing.Topics;

/** An operator who has mended what made sessions die, and sends their records back. */
record SendBack(Scene scene) {

    void all() throws SQLException {
        try (var connection = scene.connect(); var statement = connection.createStatement()) {
            statement.execute("drop trigger poison on batch_session");
        }
        try (var producer = TopicFaults.producer(scene.stack())) {
            for (var letter : Log.read(scene.stack(), Topics.DEAD_LETTERS)) {
                if (Topics.text(letter.key()).startsWith("poison")) {
                    producer.send(new org.apache.kafka.clients.producer.ProducerRecord<>(Topics.IMPROVEMENTS, null,
                            letter.key(), letter.value(), letter.headers()));
                }
            }
        }
    }
}
