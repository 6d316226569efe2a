package io.winnow.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** How the one broker is set up that is also its own controller. */
final class KafkaSettings {

    static final int NODE = 1;
    static final String CONTROLLER = "CONTROLLER";

    private static final String LISTENERS = "BROKER://%1$s:%2$d,CONTROLLER://%1$s:%3$d";

    private KafkaSettings() {}

    /** The settings of a broker with logs in this directory that clients reach at this port. */
    static Map<String, String> of(Path logs, int port, int controllerPort) {
        Map<String, String> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", String.valueOf(NODE));
        settings.put("log.dirs", logs.toString());
        settings.put("listeners", LISTENERS.formatted(Ports.LOOPBACK, port, controllerPort));
        settings.put("advertised.listeners", "BROKER://%s:%d".formatted(Ports.LOOPBACK, port));
        settings.put("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "BROKER");
        settings.put("controller.listener.names", CONTROLLER);
        // Named here and not in the storage, so that each start may take another port.
        settings.put("controller.quorum.voters", "%d@%s:%d".formatted(NODE, Ports.LOOPBACK, controllerPort));
        settings.putAll(ALONE);
        settings.putAll(DURABLE);
        settings.putAll(LIGHT);
        return settings;
    }

    /** There is no second broker to copy to or to wait for. */
    private static final Map<String, String> ALONE = Map.of(
            "default.replication.factor", "1",
            "offsets.topic.replication.factor", "1",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1",
            "share.coordinator.state.topic.replication.factor", "1",
            "share.coordinator.state.topic.min.isr", "1",
            "group.initial.rebalance.delay.ms", "0",
            // A topic made by the first client that asks would have these defaults and not ours.
            "auto.create.topics.enable", "false");

    /**
     * Elsewhere Kafka is durable by its replicas and leaves the disk to the operating system. Here no replica
     * has a record after a power cut, so it is on the disk before it is acknowledged.
     */
    private static final Map<String, String> DURABLE = Map.of(
            "log.flush.interval.messages", "1",
            // A year: a laptop may be closed for longer than the week after which Kafka forgets a group.
            "offsets.retention.minutes", String.valueOf(365 * 24 * 60));

    /** Sized for one machine that has other things to do. */
    private static final Map<String, String> LIGHT = Map.of(
            "num.network.threads", "2",
            "num.io.threads", "2",
            "background.threads", "2",
            "group.coordinator.threads", "1",
            "share.coordinator.threads", "1",
            "offsets.topic.num.partitions", "1",
            "transaction.state.log.num.partitions", "1",
            "share.coordinator.state.topic.num.partitions", "1",
            // 128 MB of heap otherwise.
            "log.cleaner.dedupe.buffer.size", String.valueOf(4 << 20));
}
