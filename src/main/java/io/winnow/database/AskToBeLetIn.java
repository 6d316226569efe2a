package io.winnow.database;

import java.sql.SQLException;

import jakarta.inject.Singleton;

import org.flywaydb.core.api.configuration.FluentConfiguration;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import io.quarkus.runtime.PreventFurtherStepsException;

/**
 * Before the first migration: a database that does not let us in ends the start at once, in one line. Flyway would try again
 * for half a minute, as is right while the database is away, and then tell it in seventy.
 */
@Singleton
class AskToBeLetIn implements FlywayConfigurationCustomizer {
    /** {@code EX_CONFIG} of {@code sysexits.h}: the configuration has to change first. */
    private static final int MISCONFIGURED = 78;

    @Override
    public void customize(FluentConfiguration flyway) {
        try (var connection = flyway.getDataSource().getConnection()) {
            // Closing it puts it into the pool, from where the migrations take it.
        } catch (SQLException failure) {
            var line = Refusal.in(failure);
            if (line.isPresent()) {
                // Without the cause: the root of all causes is what the status is taken from.
                throw new PreventFurtherStepsException(line.get() + ".", MISCONFIGURED);
            }
        }
    }
}
