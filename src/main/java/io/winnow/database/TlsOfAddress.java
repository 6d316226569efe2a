package io.winnow.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;

/**
 * What the database's address says of TLS, under libpq's names: {@code sslmode}, {@code sslrootcert}, {@code sslcert} and
 * {@code sslkey}, files of PEM. The JDBC driver of the migrations, which has the same address, knows them all. The reactive
 * client knows the first one and passes over the others, so that they are done here: otherwise each file would have to be
 * configured twice, and one of the two could be forgotten.
 */
record TlsOfAddress(Map<String, String> parameters) {

    static TlsOfAddress of(String address) {
        var query = Optional.ofNullable(URI.create(address).getRawQuery()).orElse("");
        return new TlsOfAddress(Arrays.stream(query.split("&")).map(parameter -> parameter.split("=", 2))
                .filter(parameter -> parameter.length == 2)
                .collect(Collectors.toMap(parameter -> decoded(parameter[0]), parameter -> decoded(parameter[1]),
                        (first, last) -> last)));
    }

    /** Has the client do what the address asks for; what it does not speak of stays as it was. */
    PgConnectOptions applied(PgConnectOptions server) {
        file("sslrootcert").ifPresent(file -> server.setTrustOptions(new PemTrustOptions().addCertPath(file)));
        file("sslcert").ifPresent(certificate -> file("sslkey").ifPresent(key -> server.setKeyCertOptions(
                new PemKeyCertOptions().addCertPath(certificate).addKeyPath(key))));
        if (server.getSslMode() == SslMode.VERIFY_FULL) {
            // The only way to verify that there is; the client would refuse to begin without having been told.
            server.setHostnameVerificationAlgorithm("HTTPS");
        }
        return server;
    }

    private Optional<String> file(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, UTF_8);
    }
}
