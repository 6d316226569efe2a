package io.winnow.embedded;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** What Winnow needs and can start by itself where nobody has configured it. */
public enum Substitute {

    DATABASE("database", "PostgreSQL", "quarkus.datasource.reactive.url", "Postgres"), BROKER("Kafka broker", "Kafka",
            "kafka.bootstrap.servers", "Kafka");

    private final String need;
    private final String product;
    private final String key;
    private final String server;

    Substitute(String need, String product, String key, String server) {
        this.need = need;
        this.product = product;
        this.key = key;
        this.server = server;
    }

    /** Those that have to be started, given which configuration keys are set. */
    public static Set<Substitute> missing(Predicate<String> isConfigured) {
        Set<Substitute> missing = EnumSet.allOf(Substitute.class);
        missing.removeIf(substitute -> isConfigured.test(substitute.key));
        return missing;
    }

    /**
     * A server that is yet to be started. Its class is looked up by a name put together at run time: the
     * libraries behind it are optional and missing in container images, and a native build, which follows
     * constant names, must not draw a Kafka broker into the executable.
     */
    Server create() {
        try {
            String name = Substitute.class.getPackageName() + "." + server;
            return (Server) Class.forName(name).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException | LinkageError absent) {
            throw absent();
        }
    }

    CannotStart absent() {
        return CannotStart.notConfigured("No %s is configured: set %s (this build has no embedded %s)."
                .formatted(need, key.replace('.', '_').toUpperCase(Locale.ROOT), product));
    }
}
