package io.winnow.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.security.cert.CertificateExpiredException;
import java.sql.SQLException;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What real servers make of it, SecuredIT shows. */
class HandshakeTest {

    static Stream<Exception> passing() {
        return Stream.of(new SQLException("no TLS"), new SQLException("broken", new SSLException("reset",
                new SocketException("Connection reset"))),
                new SSLHandshakeException("Remote host terminated the handshake") {
                    {
                        initCause(new EOFException("SSL peer shut down incorrectly"));
                    }
                });
    }

    /** To end the start for one would end it at each fail-over. */
    @ParameterizedTest
    @MethodSource("passing")
    void a_connection_that_breaks_off_is_no_trouble_of_tls(Exception failure) {
        assertThat(Handshake.trouble(failure, "The database", "trusted", "own")).isEmpty();
    }

    @Test
    void what_is_wrong_with_a_certificate_is_told_in_its_own_words() {
        var failure = new IOException(new SSLException("handshake", new CertificateExpiredException("NotAfter: Mon")));

        assertThat(Handshake.trouble(failure, "The broker", "trusted", "own"))
                .contains("The broker's certificate is not accepted: NotAfter: Mon");
    }
}
