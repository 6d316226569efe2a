package io.winnow.embedded;

import java.nio.file.Files;
import java.nio.file.Path;

import org.awaitility.Awaitility;

import io.winnow.testing.Certificates;
import io.winnow.testing.FreePorts;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** A PostgreSQL that lets the account {@code winnow} in by TLS alone, with a certificate of its name and its password. */
public final class SecuredPostgres implements AutoCloseable {
    /** That of the test itself comes in without, as it makes the accounts. */
    private static final String ACCESS = """
            host all postgres 127.0.0.1/32 trust
            hostssl all winnow 127.0.0.1/32 scram-sha-256 clientcert=verify-full
            """;

    private final Path cluster;
    private final EmbeddedPostgres server;

    private SecuredPostgres(Path cluster, EmbeddedPostgres server) {
        this.cluster = cluster;
        this.server = server;
    }

    /** Starts it with its data there, not secured yet. */
    public static SecuredPostgres start(Path directory) throws Exception {
        var data = DataDirectory.keep(directory);
        var cluster = data.resolve("postgres");
        return new SecuredPostgres(cluster, PostgresInstallation.in(data).run(cluster, FreePorts.find()));
    }

    /** Makes the account and a database that it owns, and lets it in by TLS alone from now on. */
    public void secure(Certificates certificates, String password) throws Exception {
        execute("create role winnow login password '%s'".formatted(password));
        execute("create database secured owner winnow");
        execute("alter system set ssl_cert_file = '%s'".formatted(certificates.certificate("server")));
        execute("alter system set ssl_key_file = '%s'".formatted(certificates.key("server")));
        execute("alter system set ssl_ca_file = '%s'".formatted(certificates.authority()));
        execute("alter system set ssl = on");
        Files.writeString(cluster.resolve("pg_hba.conf"), ACCESS);
        execute("select pg_reload_conf()");
        // It takes a moment, and the first to come would be let in without.
        Awaitility.await()
                .until(() -> is("select current_setting('ssl') = 'on' and count(*) = 2 from pg_hba_file_rules"));
    }

    private boolean is(String sql) throws Exception {
        try (var connection = server.getPostgresDatabase().getConnection();
                var row = connection.createStatement().executeQuery(sql)) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** Does something as the superuser. */
    public void execute(String sql) throws Exception {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Host, port and database as a URL has them; the certificate is of this host's name. */
    public String address() {
        return "localhost:%d/secured".formatted(server.getPort());
    }

    @Override
    public void close() throws Exception {
        server.close();
    }
}
