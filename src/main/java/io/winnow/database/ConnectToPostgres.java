package io.winnow.database;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import jakarta.inject.Singleton;

import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.quarkus.datasource.common.runtime.DataSourceUtil;
import io.quarkus.reactive.datasource.runtime.DataSourcesReactiveRuntimeConfig;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Future;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.impl.SqlConnectionInternal;
import io.winnow.config.ServiceConfig;

/**
 * Makes the pool of connections to PostgreSQL so that nothing which says nothing is waited for for ever; Quarkus has no
 * settings for that.
 * <p>
 * A connection is given up when it was asked and is silent for too long. A network that forgets its connections, as at a failover,
 * closes none of them: the pool would wait for their answers until TCP gives up, which takes a quarter of an hour. The
 * client's own idle time-out does not help: it too only closes its half and waits.
 * <p>
 * So is a new one whose greeting is not answered, as by a proxy with nobody behind it. The client would close its half of
 * it, wait for the other to do the same, and keep its place in the pool meanwhile (tried with Vert.x 4.5.27).
 * <p>
 * And what is read reaches the client in whole messages, which keeps it from hoarding long answers.
 */
@Singleton
class ConnectToPostgres implements PgPoolCreator {
    private final ServiceConfig config;
    private final List<String> addresses;
    private final Set<HangUp> connections = ConcurrentHashMap.newKeySet();

    ConnectToPostgres(ServiceConfig config, DataSourcesReactiveRuntimeConfig quarkus) {
        this.config = config;
        this.addresses = quarkus.dataSources().get(DataSourceUtil.DEFAULT_DATASOURCE_NAME).reactive().url()
                .orElse(List.of());
    }

    // The pool's builder has no other way to limit how long connecting takes.
    @SuppressWarnings("deprecation")
    @Override
    public Pool create(Input input) {
        List<SqlConnectOptions> servers = secured(input.pgConnectOptionsList());
        var pool = input.poolOptions();
        var rest = Duration.of(pool.getIdleTimeout(), pool.getIdleTimeoutUnit().toChronoUnit());
        var turn = new AtomicInteger();
        var factory = PgDriver.INSTANCE.createConnectionFactory(input.vertx(),
                () -> Future.succeededFuture(servers.get(Math.floorMod(turn.getAndIncrement(), servers.size()))));
        return PgBuilder.pool().with(pool).connectingTo(servers).using(input.vertx()).build()
                .connectionProvider(context -> within(config.callTimeout(), factory.connect(context))
                        .map(connection -> amended(connection, rest)));
    }

    private List<SqlConnectOptions> secured(List<PgConnectOptions> servers) {
        return IntStream.range(0, servers.size()).<SqlConnectOptions>mapToObj(
                at -> at < addresses.size()
                        ? TlsOfAddress.of(addresses.get(at)).applied(servers.get(at))
                        : servers.get(at))
                .toList();
    }

    /** A failure in here fails the connection: what an upgrade has moved is seen by each test. */
    private SqlConnection amended(SqlConnection connection, Duration rest) {
        var socket = (SocketConnectionBase) ((SqlConnectionInternal) connection).unwrap();
        var pipeline = socket.socket().channelHandlerContext().pipeline();
        pipeline.addBefore("codec", "whole-messages", wholeMessages());
        pipeline.addAfter("codec", "hang-up", new HangUp(connections, config.databaseSilence(), rest));
        return connection;
    }

    /**
     * Hands PostgreSQL's messages to the client one by one: a type, then a length that counts itself. Of reads that end within
     * a message, as nearly all of a long answer do, the client would keep each until the answer is over, and copy what it has
     * kept again and again, in arrays as long as the answer (tried with Vert.x 4.5.27). Nothing is under way when a connection
     * gets it: it has been greeted, and asked for nothing yet.
     */
    static ChannelHandler wholeMessages() {
        var messages = new LengthFieldBasedFrameDecoder(Integer.MAX_VALUE, 1, Integer.BYTES, -Integer.BYTES, 0);
        messages.setCumulator(ByteToMessageDecoder.COMPOSITE_CUMULATOR);
        return messages;
    }

    private static Future<SqlConnection> within(Duration limit, Future<SqlConnection> connecting) {
        return connecting.timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(late -> connecting.onSuccess(SqlConnection::close));
    }
}
