import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

import io.winnow.embedded.EmbeddedServers;
import io.winnow.embedded.EmbeddedSettings;
import io.winnow.embedded.Substitute;

/**
 * The embedded servers alone, in the directory given, until they are stopped: what an image, which has none, is trained
 * and tried against. Run from its source. Prints how the service finds them, as lines of an env file.
 */
final class TrainingServers {

    private TrainingServers() {}

    public static void main(String... args) throws InterruptedException {
        var servers = EmbeddedServers.start(EnumSet.allOf(Substitute.class), new In(Path.of(args[0])));
        Runtime.getRuntime().addShutdownHook(new Thread(servers::close));
        servers.properties().forEach((key, value) -> System.out
                .println(key.replace('.', '_').toUpperCase(Locale.ROOT) + "=" + value));
        System.out.println("QUARKUS_DATASOURCE_PASSWORD=any");
        new CountDownLatch(1).await();
    }

    /** At any free ports. */
    private record In(Path dataDir) implements EmbeddedSettings {
        @Override
        public int postgresPort() {
            return 0;
        }

        @Override
        public int kafkaPort() {
            return 0;
        }
    }
}
