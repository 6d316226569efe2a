package io.winnow.improvement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.winnow.problem.ProblemException;

class ImprovementEventTest {

    @ParameterizedTest
    @ValueSource(strings = {"s", "a:1:2", ":", " ", "\"\\\n", "🦊", "%00"})
    void a_record_reads_back_as_it_was_sent(String sessionId) {
        var sent = new ImprovementEvent(sessionId, 7, 1_795_469_817);

        assertThat(ImprovementEvent.from(headers(ImprovementEvent.TYPE), sent.json().getBytes(UTF_8))).isEqualTo(sent);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{\"session_id\":\"s\",\"improvement_id\":\"t:1\",\"scheduled_at\":1}          | improvement_id",
            "{\"session_id\":\"s\",\"improvement_id\":\"s:\",\"scheduled_at\":1}           | improvement_id",
            "{\"session_id\":\"s\",\"improvement_id\":\"s:-1\",\"scheduled_at\":1}         | improvement_id",
            "{\"session_id\":\"s\",\"improvement_id\":\"s:1234567890\",\"scheduled_at\":1} | improvement_id",
            "{\"session_id\":\"s\",\"improvement_id\":\"s:1\"}                             | scheduled_at",
            "{\"session_id\":\"\",\"improvement_id\":\":1\",\"scheduled_at\":1}            | session_id",
            "{}                                                                            | session_id",
            "nonsense                                                                      | is not valid JSON",
            "''                                                                            | is empty"})
    void a_record_that_says_nothing_of_a_session_is_refused_with_its_reason(String value, String reason) {
        assertThatThrownBy(() -> ImprovementEvent.from(headers(ImprovementEvent.TYPE), value.getBytes(UTF_8)))
                .isInstanceOf(ProblemException.class).hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "io.winnow.batch.released.v1"})
    void a_record_of_another_type_is_refused(String type) {
        assertThatThrownBy(() -> ImprovementEvent.from(headers(type), new byte[0]))
                .isInstanceOf(ProblemException.class).hasMessage("ce_type: must be " + ImprovementEvent.TYPE);
    }

    @Test
    void a_record_without_a_value_is_refused() {
        assertThatThrownBy(() -> ImprovementEvent.from(headers(ImprovementEvent.TYPE), null))
                .isInstanceOf(ProblemException.class).hasMessageContaining("is empty");
    }

    private static Headers headers(String type) {
        return new RecordHeaders().add("ce_type", type.getBytes(UTF_8));
    }
}
