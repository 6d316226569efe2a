package io.winnow.embedded;

import java.util.Map;

import org.apache.kafka.common.utils.Time;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;

/** A Kafka broker in this process, its own controller (KRaft), with its logs in the data directory. */
final class Kafka implements Server {

    private KafkaStorage storage;
    private int port;
    private KafkaRaftServer server;

    @Override
    public void claim(DataDirectory data, EmbeddedSettings settings) {
        storage = new KafkaStorage(data.resolve("kafka"));
        port = Ports.choose("winnow.embedded.kafka-port", settings.kafkaPort());
    }

    @Override
    public void start() throws Exception {
        Chatter.warningsOf("kafka", "org.apache.kafka", "state.change.logger");
        // It warns that it becomes active, as the only controller does at every start.
        Chatter.errorsOf("org.apache.kafka.controller.QuorumController");
        KafkaFault.endsTheProcess();
        storage.formatOnce();
        KafkaConfig config = new KafkaConfig(KafkaSettings.of(storage.directory(), port, Ports.free()), false);
        server = new KafkaRaftServer(config, Time.SYSTEM);
        server.startup();
    }

    @Override
    public Map<String, String> properties() {
        return Map.of("kafka.bootstrap.servers", bootstrap());
    }

    @Override
    public String address() {
        return "Embedded Kafka: kcat -b " + bootstrap();
    }

    @Override
    public void close() {
        if (server != null) {
            // It warns that it closes one of its own clients twice, as it always does.
            Chatter.errorsOf("org.apache.kafka.clients.NetworkClient");
            server.shutdown();
        }
    }

    private String bootstrap() {
        return Ports.LOOPBACK + ":" + port;
    }
}
