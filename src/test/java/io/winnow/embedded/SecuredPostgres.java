package io.winnow.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

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

    private final EmbeddedPostgres server;

    private SecuredPostgres(EmbeddedPostgres server) {
        this.server = server;
    }

    /** Starts it with its data there, and makes the account and a database of the same name that it owns. */
    public static SecuredPostgres start(Path directory, Certificates certificates, String password) throws Exception {
        var data = DataDirectory.keep(directory);
        var installation = PostgresInstallation.in(data);
        var cluster = data.resolve("postgres");
        installation.create(cluster);
        Files.writeString(cluster.resolve("pg_hba.conf"), ACCESS);
        Files.writeString(cluster.resolve("postgresql.conf"), """
                ssl = on
                ssl_cert_file = '%s'
                ssl_key_file = '%s'
                ssl_ca_file = '%s'
                """.formatted(certificates.certificate("server"), certificates.key("server"), certificates.authority()),
                StandardOpenOption.APPEND);
        var secured = new SecuredPostgres(installation.run(cluster, FreePorts.find()));
        secured.execute("create role winnow login password '%s'".formatted(password));
        secured.execute("create database secured owner winnow");
        return secured;
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
