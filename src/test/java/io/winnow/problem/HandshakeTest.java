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
import org.junit.jupiter.params.provider.ValueSource;

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

    /** As JDK 17 and JDK 25 tell it. */
    @ParameterizedTest
    @ValueSource(strings = {"Received fatal alert: certificate_required",
            "(certificate_required) Received fatal alert: certificate_required"})
    void a_server_that_wants_a_certificate_is_told_from_one_that_speaks_another_tls(String message) {
        assertThat(Handshake.trouble(new SSLHandshakeException(message), "The broker", "trusted", "own"))
                .hasValueSatisfying(line -> assertThat(line)
                        .startsWith("The broker accepts no certificate of ours, see own"));
        assertThat(Handshake.trouble(new SSLHandshakeException(message.replaceAll("certificate_required",
                "protocol_version")), "The broker", "trusted", "own"))
                .hasValueSatisfying(line -> assertThat(line).startsWith("The broker does not speak TLS as we do"));
    }

    @Test
    void what_is_wrong_with_a_certificate_is_told_in_its_own_words() {
        var failure = new IOException(new SSLException("handshake", new CertificateExpiredException("NotAfter: Mon")));

        assertThat(Handshake.trouble(failure, "The broker", "trusted", "own"))
                .contains("The broker's certificate is not accepted: NotAfter: Mon");
    }
}
