package io.winnow.testing;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.concurrent.CountDownLatch;

import io.winnow.embedded.EmbeddedServers;
import io.winnow.embedded.EmbeddedSettings;
import io.winnow.embedded.Substitute;

/** One real server in a process of its own, to be killed: {@code DATABASE|BROKER data-directory port}. */
public final class ServerMain {
    /** Printed when it answers. */
    static final String READY = "The server answers.";

    private ServerMain() {}

    public static void main(String... args) throws InterruptedException {
        var server = Substitute.valueOf(args[0]);
        EmbeddedServers.start(EnumSet.of(server), new At(Path.of(args[1]), Integer.parseInt(args[2])));
        System.out.println(READY);
        new CountDownLatch(1).await();
    }

    private record At(Path dataDir, int port) implements EmbeddedSettings {
        @Override
        public int postgresPort() {
            return port;
        }

        @Override
        public int kafkaPort() {
            return port;
        }
    }
}
