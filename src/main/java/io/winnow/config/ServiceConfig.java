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
     * After how long without a word a connection to PostgreSQL that was asked something is given up, and with it those that
     * were asked nothing. Longer than a statement may take at the server ({@code statement_timeout}): so one at work is not cut
     * off. Noticed up to a twelfth of it later.
     */
    @WithDefault("12s")
    Duration databaseSilence();
}
