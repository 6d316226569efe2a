package io.winnow.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** A PostgreSQL server in a process of its own, with its data in the data directory. */
final class Postgres implements Server {

    static final String USER = "postgres";
    static final String DATABASE = "winnow";

    private DataDirectory data;
    private Path cluster;
    private int port;
    private EmbeddedPostgres server;

    @Override
    public void claim(DataDirectory data, EmbeddedSettings settings) throws IOException {
        this.data = data;
        cluster = data.resolve("postgres");
        Postmaster.stop(cluster);
        port = Ports.choose("winnow.embedded.postgres-port", settings.postgresPort());
    }

    @Override
    public void start() throws Exception {
        Chatter.errorsOf("io.zonky.test");
        PostgresInstallation installation = PostgresInstallation.in(data);
        if (!Files.exists(cluster)) {
            installation.create(cluster);
        }
        server = installation.run(cluster, port);
    }

    @Override
    public Map<String, String> properties() {
        return Map.of("quarkus.datasource.reactive.url",
                "postgresql://%s:%d/%s".formatted(Ports.LOOPBACK, port, DATABASE),
                "quarkus.datasource.username", USER);
    }

    @Override
    public String address() {
        return "Embedded PostgreSQL: psql -h %s -p %d -U %s %s".formatted(Ports.LOOPBACK, port, USER, DATABASE);
    }

    @Override
    public void close() {
        try {
            if (server != null) {
                server.close();
            }
            if (cluster != null) {
                // The library waits 5 s for it, and not at all where the start failed halfway.
                Postmaster.stop(cluster);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
