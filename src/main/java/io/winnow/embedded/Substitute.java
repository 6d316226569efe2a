package io.winnow.embedded;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** What Winnow needs and can start by itself where nobody has configured it. */
public enum Substitute {

    /** PostgreSQL, in a process of its own. */
    DATABASE("database", "PostgreSQL", "quarkus.datasource.reactive.url", "Postgres",
            "io.zonky.test.db.postgres.embedded.EmbeddedPostgres"),

    /** Kafka, in this process. */
    BROKER("Kafka broker", "Kafka", "kafka.bootstrap.servers", "Kafka", "kafka.server.KafkaRaftServer");

    private final String need;
    private final String product;
    private final String key;
    private final String server;
    private final String library;

    Substitute(String need, String product, String key, String server, String library) {
        this.need = need;
        this.product = product;
        this.key = key;
        this.server = server;
        this.library = library;
    }

    /** Those that have to be started, given which configuration keys are set. */
    public static Set<Substitute> missing(Predicate<String> isConfigured) {
        Set<Substitute> missing = EnumSet.allOf(Substitute.class);
        missing.removeIf(substitute -> isConfigured.test(substitute.key));
        return missing;
    }

    /** The variable of the environment that sets a configuration key. */
    public static String variable(String key) {
        return key.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    /**
     * A server that is yet to be started. Both classes are looked up by names that are no constants: the libraries
     * are optional and missing in container images, and a native build, which follows constant names, must not draw
     * a Kafka broker into the executable.
     *
     * @throws CannotStart where the library is missing
     */
    Server create() {
        try {
            Class.forName(library, false, Substitute.class.getClassLoader());
            String name = Substitute.class.getPackageName() + "." + server;
            return (Server) Class.forName(name).getDeclaredConstructor().newInstance();
        } catch (ClassNotFoundException absent) {
            throw CannotStart.misconfigured("No %s is configured: set %s (this build has no embedded %s)."
                    .formatted(need, variable(key), product));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
