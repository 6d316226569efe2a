package io.winnow.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;

import io.winnow.embedded.EmbeddedSettings;

/** Settings of embedded servers that are in nobody's way. */
public record FreePorts(Path dataDir) implements EmbeddedSettings {

    /** The same for the packaged service, as properties; it prints which ports it took. */
    public static final Map<String, String> PROPERTIES = Map.of(
            "quarkus.http.port", "0", "winnow.embedded.postgres-port", "0", "winnow.embedded.kafka-port", "0");

    /** A port that nobody listens at right now, for what has to be known beforehand or come back at the same one. */
    public static int find() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public int postgresPort() {
        return 0;
    }

    @Override
    public int kafkaPort() {
        return 0;
    }
}
