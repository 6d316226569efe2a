package io.winnow.broker;

import java.util.Optional;

import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

import io.winnow.problem.Handshake;

/** That the broker does not let us in, or we don't trust it: to wait mends neither, so a person is told what to look at. */
final class Refusal {
    private Refusal() {}

    /** What to do about it, in one line; nothing where the broker is merely away. */
    static Optional<String> in(Throwable failure) {
        if (failure instanceof SslAuthenticationException) {
            return Handshake.troubleWithBroker(failure);
        }
        if (failure instanceof AuthenticationException) {
            return Optional.of("The broker refuses the account, see KAFKA_SASL_JAAS_CONFIG: " + failure.getMessage());
        }
        return Optional.empty();
    }
}
