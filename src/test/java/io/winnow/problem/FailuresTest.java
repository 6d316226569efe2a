package io.winnow.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;

import org.junit.jupiter.api.Test;

import io.smallrye.mutiny.CompositeException;
import io.vertx.sqlclient.ClosedConnectionException;

class FailuresTest {
    private static final ProblemException REFUSAL = ProblemException.notFound("There is no collecting batch");

    /** Whether the refusal still holds nobody knows: a repeat tells. */
    @Test
    void a_refusal_that_could_not_be_rolled_back_over_a_lost_connection_passes() {
        assertThat(Failures.isPassing(new CompositeException(REFUSAL, ClosedConnectionException.INSTANCE))).isTrue();
        assertThat(Failures.isPassing(new IllegalStateException(
                new CompositeException(REFUSAL, ClosedConnectionException.INSTANCE)))).isTrue();
    }

    @Test
    void a_refusal_stays_and_so_do_two_faults_of_the_data() {
        assertThat(Failures.isPassing(REFUSAL)).isFalse();
        assertThat(Failures.isPassing(new CompositeException(REFUSAL, new SQLException("twice", "23505")))).isFalse();
    }
}
