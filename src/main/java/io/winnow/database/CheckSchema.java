package io.winnow.database;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.jboss.logging.Logger;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import io.winnow.problem.EndStart;

/**
 * Whether this version can work on the schema that it meets. During a roll-out, and after it was undone, an older version
 * starts on a newer schema: Flyway lets it, and rightly so, as long as nothing that it needs was taken away since.
 */
@ApplicationScoped
class CheckSchema {
    private static final Logger LOG = Logger.getLogger(CheckSchema.class);

    private final Flyway flyway;
    private final AgroalDataSource database;

    CheckSchema(Flyway flyway, AgroalDataSource database) {
        this.flyway = flyway;
        this.database = database;
    }

    /** Behind the migrations, where this instance runs them, and before anything else asks the database. */
    void atStart(@Observes @Priority(1) StartupEvent start) throws SQLException {
        var migrations = flyway.info();
        var known = Arrays.stream(migrations.all()).filter(one -> one.getState().isResolved())
                .mapToInt(CheckSchema::version).max().orElseThrow();
        var found = Optional.ofNullable(migrations.current()).map(CheckSchema::version).orElse(0);
        if (found < known) {
            throw refused("The database has the schema %d and this Winnow needs %d: run the migrations first,"
                    + " with QUARKUS_INIT_AND_EXIT=true.", found, known);
        }
        var oldest = oldestServed();
        if (oldest > known) {
            throw refused(
                    "The database has the schema %d, which serves versions of Winnow that know %d or newer; this one knows"
                            + " %d. Start such a version, or restore a backup from before the upgrade. Nothing was changed.",
                    found, oldest, known);
        }
        if (found > known) {
            LOG.warnf("The database has the schema %d of a newer version, and serves this one too, which knows %d",
                    found, known);
        }
    }

    private int oldestServed() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select oldest from schema_served")) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    private static int version(MigrationInfo migration) {
        return migration.getVersion().getMajor().intValueExact();
    }

    private static RuntimeException refused(String line, Object... numbers) {
        return EndStart.wrongSchema(line.formatted(numbers));
    }
}
