package io.winnow.testing;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

import io.winnow.embedded.EmbeddedSettings;

/** Settings of embedded servers that are in nobody's way. */
public record FreePorts(Path dataDir) implements EmbeddedSettings {

    /** The same for the packaged service, as properties; it prints which ports it took. */
    public static final Map<String, String> PROPERTIES = Map.of(
            "quarkus.http.port", "0", "winnow.embedded.postgres-port", "0", "winnow.embedded.kafka-port", "0");

    /** How many each test JVM has for itself, another one than its neighbour, which looks for one at the same time. */
    private static final int SHARE = 5_000;
    /** Below those that systems give to connections on their way out: one of them could take it before it is used. */
    private static final int FIRST = 10_000 + SHARE * (Integer.getInteger("winnow.fork", 1) - 1);

    /** A port that nobody listens at right now, for what has to be known beforehand or come back at the same one. */
    public static int find() throws IOException {
        while (true) {
            try (var socket = new ServerSocket(FIRST + ThreadLocalRandom.current().nextInt(SHARE))) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                // Another one will do.
            }
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
