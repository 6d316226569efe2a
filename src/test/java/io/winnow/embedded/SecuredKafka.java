package io.winnow.embedded;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

import io.winnow.testing.Certificates;
import io.winnow.testing.FreePorts;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;

/** A broker with two doors: SASL_SSL with SCRAM-SHA-512 for the account {@code winnow}, and TLS with a client's certificate. */
public final class SecuredKafka implements AutoCloseable {
    private final KafkaRaftServer server;
    private final int scramPort;
    private final int certificatePort;

    private SecuredKafka(KafkaRaftServer server, int scramPort, int certificatePort) {
        this.server = server;
        this.scramPort = scramPort;
        this.certificatePort = certificatePort;
    }

    /** Starts it with its logs there; the account is made with them, since a broker that knows none lets nobody in. */
    public static SecuredKafka start(Path directory, Certificates certificates, String password) throws Exception {
        Chatter.errorsOf("kafka", "org.apache.kafka", "state.change.logger");
        new Formatter().setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                .setClusterId(Uuid.randomUuid().toString()).setNodeId(KafkaSettings.NODE)
                .setControllerListenerName(KafkaSettings.CONTROLLER)
                .setMetadataLogDirectory(directory.toString()).addDirectory(directory.toString())
                .setScramArguments(List.of("SCRAM-SHA-512=[name=winnow,password=%s]".formatted(password)))
                .run();
        var scram = FreePorts.find();
        var certificate = FreePorts.find();
        var settings = settings(directory, certificates, scram, certificate);
        var server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        server.startup();
        return new SecuredKafka(server, scram, certificate);
    }

    private static Map<String, String> settings(Path directory, Certificates certificates, int scram, int certificate)
            throws Exception {
        var controller = FreePorts.find();
        var settings = new HashMap<>(KafkaSettings.of(directory, scram, controller));
        settings.putAll(Map.of(
                "listeners", "SCRAM://127.0.0.1:%d,CERTIFICATE://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                        .formatted(scram, certificate, controller),
                "advertised.listeners", "SCRAM://localhost:%d,CERTIFICATE://localhost:%d".formatted(scram, certificate),
                "listener.security.protocol.map", "SCRAM:SASL_SSL,CERTIFICATE:SSL,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name", "CERTIFICATE",
                "listener.name.certificate.ssl.client.auth", "required",
                "listener.name.scram.sasl.enabled.mechanisms", "SCRAM-SHA-512",
                "listener.name.scram.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;"));
        settings.putAll(Map.of(
                "ssl.keystore.type", "PEM", "ssl.keystore.location", certificates.keyStore("server").toString(),
                "ssl.truststore.type", "PEM", "ssl.truststore.location", certificates.authority().toString()));
        return settings;
    }

    /** Where a name and a password are asked for. */
    public String byPassword() {
        return "localhost:" + scramPort;
    }

    /** Where a certificate is asked for. */
    public String byCertificate() {
        return "localhost:" + certificatePort;
    }

    @Override
    public void close() {
        server.shutdown();
    }
}
