package io.winnow.config;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What concerns the service as a whole. */
@ConfigMapping(prefix = "winnow")
public interface ServiceConfig {
    /** Who speaks: the CloudEvents source of every message, a URI reference. */
    @WithDefault("/winnow")
    String source();

    /** Where clients reach this service, such as {@code https://winnow.example.com}: put before the paths in messages. */
    Optional<String> publicUrl();

    /** How long a call may take before it is answered 503, or a page on its way ends; a release waits by a limit of its own. */
    @WithDefault("5s")
    Duration callTimeout();

    /**
     * After how long without a word a connection to PostgreSQL is given up, in use or not. Longer than it may rest in the
     * pool ({@code quarkus.datasource.reactive.idle-timeout}) and then a statement may take at the server
     * ({@code statement_timeout}), and a second for the pool to look: so a statement at work is not cut off.
     */
    @WithDefault("12s")
    Duration databaseSilence();
}
