package io.winnow.testing;

import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/**
 * Real PostgreSQL and real Kafka for tests, at free ports, in a temporary folder. They start when the first
 * test asks and run until the test JVM ends, so that a Quarkus restarted between tests finds them again.
 */
public final class Servers implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return properties();
    }

    @Override
    public void stop() {
        // They outlive the test class.
    }

    /** Host and port of the broker, for a plain Kafka client. */
    public static String bootstrapServers() {
        return properties().get("kafka.bootstrap.servers");
    }

    /** The database's address for the reactive client; the user is {@link #user}, without a password. */
    public static String reactiveUrl() {
        return properties().get("quarkus.datasource.reactive.url");
    }

    /** The database's address for JDBC, user included. */
    public static String jdbcUrl() {
        return "jdbc:%s?user=%s".formatted(reactiveUrl(), user());
    }

    /** Who to be in the database. */
    public static String user() {
        return properties().get("quarkus.datasource.username");
    }

    /**
     * From the class loader of the JVM itself: Quarkus loads test classes anew for each application that it
     * starts and closes those loaders, while there is to be one set of servers that can go on loading classes.
     */
    @SuppressWarnings("unchecked")
    private static Map<String, String> properties() {
        try {
            Class<?> shared = ClassLoader.getSystemClassLoader().loadClass(SharedServers.class.getName());
            return (Map<String, String>) shared.getMethod("properties").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
