package io.winnow.database;

import java.sql.SQLException;

import jakarta.inject.Singleton;

import org.flywaydb.core.api.configuration.FluentConfiguration;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import io.winnow.problem.EndStart;

/**
 * Before the first migration: a database that does not let us in ends the start at once, in one line. Flyway would try again
 * for half a minute, as is right while the database is away, and then tell it in seventy.
 */
@Singleton
class AskToBeLetIn implements FlywayConfigurationCustomizer {
    @Override
    public void customize(FluentConfiguration flyway) {
        try (var connection = flyway.getDataSource().getConnection()) {
            // Closing it puts it into the pool, from where the migrations take it.
        } catch (SQLException failure) {
            var line = Refusal.in(failure);
            if (line.isPresent()) {
                throw EndStart.misconfigured(line.get() + ".");
            }
        }
    }
}
