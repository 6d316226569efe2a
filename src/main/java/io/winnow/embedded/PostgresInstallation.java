package io.winnow.embedded;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** PostgreSQL's programs, unpacked into the data directory, and how they are run. */
record PostgresInstallation(DataDirectory data, Path binaries) {

    private static final String DRAFT = "postgres.new-";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PATIENCE_AFTER_CRASH = Duration.ofMinutes(5);

    /** Made ready: what a process that was killed left half done is cleared away. */
    static PostgresInstallation in(DataDirectory data) throws IOException {
        Path binaries = data.resolve("postgres-binaries");
        if (!isUnpacked(binaries)) {
            // The library would keep files that it finds half written.
            Trees.delete(binaries);
        }
        for (Path draft : data.list(DRAFT)) {
            Postmaster.stop(draft);
            Trees.delete(draft);
        }
        // In place of a directory that all users of the machine share and that is swept from time to time.
        System.setProperty("ot.epg.working-dir", binaries.toString());
        return new PostgresInstallation(data, binaries);
    }

    /** Makes the files of a new database server. They get their name when whole: a kill leaves none or all. */
    void create(Path cluster) throws IOException, SQLException {
        Path draft = data.draft(DRAFT);
        try (EmbeddedPostgres server = run(draft, Ports.free());
                Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + Postgres.DATABASE);
        }
        Files.move(draft, cluster);
    }

    /** Starts the server and waits until it answers. */
    EmbeddedPostgres run(Path cluster, int port) throws IOException {
        Path log = data.resolve("postgres.log");
        try {
            return EmbeddedPostgres.builder()
                    // A resolver of its own: the library keeps one unpacked directory for each, gone or not.
                    .setPgBinaryResolver(DefaultPostgresBinaryResolver.INSTANCE::getPgBinary)
                    .setDataDirectory(cluster)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPort(port)
                    .setPGStartupWait(patience(cluster))
                    .setOutputRedirector(Redirect.appendTo(log.toFile()))
                    .setLocaleConfig("locale", "C")
                    .setServerConfig("listen_addresses", Ports.LOOPBACK)
                    // No socket in /tmp, which another user's server of the same port may have.
                    .setServerConfig("unix_socket_directories", "")
                    // The library is made for tests and turns both off.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_connections", "100")
                    // Statements hold what people searched for.
                    .setServerConfig("log_min_error_statement", "panic")
                    .start();
        } catch (IOException | RuntimeException e) {
            throw CannotStart.because("The embedded PostgreSQL does not start, see " + log, e);
        } finally {
            // The library lets all users of the machine write here.
            binaries.toFile().setWritable(false, false);
            binaries.toFile().setWritable(true, true);
        }
    }

    /** PostgreSQL is up soon or never, unless it has to replay its log first. */
    private static Duration patience(Path cluster) {
        return Files.exists(cluster.resolve("postmaster.pid")) ? PATIENCE_AFTER_CRASH : PATIENCE;
    }

    private static boolean isUnpacked(Path binaries) throws IOException {
        if (!Files.exists(binaries)) {
            return false;
        }
        try (Stream<Path> versions = Files.list(binaries)) {
            List<Path> unpacked = versions.toList();
            return unpacked.stream().allMatch(version -> Files.exists(version.resolve(".exists")));
        }
    }
}
