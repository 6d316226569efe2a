package io.winnow.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.winnow.testing.Servers;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class PlannedOnceTest {
    /** With one id, PostgreSQL by itself would plan it anew each time. */
    private static final String STATEMENT = "select search_query from session where session_id = any ($1)";
    private static final String PLANS = "select generic_plans, custom_plans from pg_prepared_statements where statement = $1";

    @Inject
    Pool pool;

    @Test
    void a_statement_is_planned_for_any_values_when_it_is_first_met() {
        var plans = pool.withConnection(connection -> execute(connection).chain(() -> execute(connection))
                .chain(() -> connection.preparedQuery(PLANS).execute(Tuple.of(STATEMENT))))
                .await().atMost(Duration.ofSeconds(10)).iterator().next();

        assertThat(plans.getLong("generic_plans")).isEqualTo(2);
        assertThat(plans.getLong("custom_plans")).isZero();
    }

    private static Uni<?> execute(SqlConnection connection) {
        return connection.preparedQuery(STATEMENT)
                .execute(Tuple.tuple().addArrayOfString(new String[]{"planned-once"}));
    }
}
