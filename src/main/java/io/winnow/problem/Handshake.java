package io.winnow.problem;

import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.Optional;

import javax.net.ssl.SSLException;

/** Why a TLS handshake failed: the JDK tells it in five exceptions and never says whose certificate it is about. */
public final class Handshake {
    private Handshake() {}

    /**
     * What is wrong, as a sentence without its full stop, or nothing where the failure is no handshake's.
     *
     * @param server whose it is, such as "The broker"
     * @param trusted the setting that names who is trusted
     * @param own the setting that names our own certificate
     */
    public static Optional<String> trouble(Throwable failure, String server, String trusted, String own) {
        if (Failures.chain(failure).noneMatch(SSLException.class::isInstance)) {
            return Optional.empty();
        }
        var root = Failures.chain(failure).reduce((before, cause) -> cause).orElseThrow();
        // A connection that breaks off in the middle, as at a fail-over, is dressed up as an error of TLS.
        if (root instanceof IOException && !(root instanceof SSLException)) {
            return Optional.empty();
        }
        if (root instanceof CertPathBuilderException) {
            return Optional
                    .of("%s's certificate is not trusted: %s has to name who issued it".formatted(server, trusted));
        }
        if (root instanceof CertificateException || root instanceof CertPathValidatorException) {
            return Optional.of("%s's certificate is not accepted: %s".formatted(server, root.getMessage()));
        }
        // certificate_required, bad_certificate, unknown_ca and the like; others are of versions and ciphers. Newer JDKs say it
        // in front too.
        if (String.valueOf(root.getMessage()).matches(".*Received fatal alert: .*(certificate|unknown_ca).*")) {
            return Optional
                    .of("%s accepts no certificate of ours, see %s: %s".formatted(server, own, root.getMessage()));
        }
        return Optional.of("%s does not speak TLS as we do: %s".formatted(server, root.getMessage()));
    }

    /** The same of the broker, whose settings are the Kafka client's own, in the service as in commands. */
    public static Optional<String> troubleWithBroker(Throwable failure) {
        return trouble(failure, "The broker", "KAFKA_SSL_TRUSTSTORE_LOCATION", "KAFKA_SSL_KEYSTORE_LOCATION");
    }
}
