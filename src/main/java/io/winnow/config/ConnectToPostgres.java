package io.winnow.config;

import java.util.List;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Singleton;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;

/**
 * Makes the pool of connections to PostgreSQL, each of which is given up when it has said nothing for too long. A network
 * that forgets its connections, as at a failover, closes none of them: the pool would wait for their answers until TCP
 * gives up, which takes a quarter of an hour. Quarkus has no setting for it.
 */
@Singleton
class ConnectToPostgres implements PgPoolCreator {
    private final ServiceConfig config;

    ConnectToPostgres(ServiceConfig config) {
        this.config = config;
    }

    @Override
    public Pool create(Input input) {
        input.pgConnectOptionsList().forEach(options -> options
                .setReadIdleTimeout((int) config.databaseSilence().toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS));
        return PgBuilder.pool().with(input.poolOptions())
                .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
                .using(input.vertx()).build();
    }
}
