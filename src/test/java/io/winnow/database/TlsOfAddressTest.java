package io.winnow.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgConnectOptions;

/** SecuredIT tries it against a server. */
class TlsOfAddressTest {

    @Test
    void the_files_and_the_host_are_verified_as_the_address_asks() {
        var server = applied("?sslmode=verify-full&sslrootcert=/etc/ca%20of%20ours.crt&sslcert=/c.crt&sslkey=/c.key");

        assertThat(server.getHostnameVerificationAlgorithm()).isEqualTo("HTTPS");
        assertThat(((PemTrustOptions) server.getTrustOptions()).getCertPaths()).containsExactly("/etc/ca of ours.crt");
        assertThat(((PemKeyCertOptions) server.getKeyCertOptions()).getCertPaths()).containsExactly("/c.crt");
        assertThat(((PemKeyCertOptions) server.getKeyCertOptions()).getKeyPaths()).containsExactly("/c.key");
    }

    @Test
    void an_address_that_says_nothing_of_it_changes_nothing() {
        var server = applied("");

        assertThat(server.toJson())
                .isEqualTo(PgConnectOptions.fromUri("postgresql://db.example.com:5432/winnow").toJson());
        assertThat(server.getTrustOptions()).isNull();
        assertThat(server.getKeyCertOptions()).isNull();
    }

    private static PgConnectOptions applied(String parameters) {
        var address = "postgresql://db.example.com:5432/winnow" + parameters;
        return TlsOfAddress.of(address).applied(PgConnectOptions.fromUri(address));
    }
}
