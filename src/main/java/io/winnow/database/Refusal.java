package io.winnow.database;

import java.util.Optional;

import io.winnow.problem.Failures;
import io.winnow.problem.Handshake;

/** That PostgreSQL does not let us in, or we don't trust it: to wait mends neither, so a person is told what to look at. */
final class Refusal {
    /** Of SQLSTATE: who one is, and which database there is. Both drivers pass PostgreSQL's own words on. */
    private static final String ACCOUNT = "28";
    private static final String NO_SUCH_DATABASE = "3D000";

    private Refusal() {}

    /** What to do about it, in one line; nothing where the database is merely away. */
    static Optional<String> in(Throwable failure) {
        var refused = Failures.withSqlState(failure,
                state -> state.startsWith(ACCOUNT) || state.equals(NO_SUCH_DATABASE));
        if (refused.isPresent()) {
            return refused.map(cause -> "The database refuses the account or does not exist,"
                    + " see QUARKUS_DATASOURCE_USERNAME, …_PASSWORD and …_REACTIVE_URL: " + words(cause));
        }
        return Handshake.trouble(failure, "The database", "sslrootcert in QUARKUS_DATASOURCE_REACTIVE_URL",
                "its sslcert");
    }

    private static String words(Throwable cause) {
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }
}
