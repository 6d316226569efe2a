package io.winnow.batch;

import static io.winnow.testing.Api.get;
import static io.winnow.testing.Problems.faults;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.winnow.testing.Servers;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class QueryParametersTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "/session                                       | session_id: is required",
            "/session?session_id=                           | session_id: is required",
            "/batch                                         | batch_id: is required",
            "/batch/sessions?limit=1                        | batch_id: is required",
            "/batch/sessions?batch_id=1&limit=0             | limit: must be an integer from 1 to 1000",
            "/batch/sessions?batch_id=1&limit=1001          | limit: must be an integer from 1 to 1000",
            "/batch/sessions?batch_id=1&limit=-1            | limit: must be an integer from 1 to 1000",
            "/batch/sessions?batch_id=1&limit=ten           | limit: must be an integer from 1 to 1000",
            "/batch/sessions?batch_id=1&limit=1.0           | limit: must be an integer from 1 to 1000",
            "/batch/sessions?batch_id=1&events_limit=-1     | events_limit: must be an integer from 0 to 10000",
            "/batch/sessions?batch_id=1&events_limit=10001  | events_limit: must be an integer from 0 to 10000",
            "/batch/sessions?batch_id=1&events_limit=x      | events_limit: must be an integer from 0 to 10000",
            "/batch/sessions?batch_id=1&after_number=-1     | after_number: must be an integer from 0 to 9223372036854775807",
            "/batch/sessions?batch_id=1&after_number=9223372036854775808 | after_number: must be an integer from 0 to 9223372036854775807",
            "/batch/sessions?batch_id=1&after_number=one    | after_number: must be an integer from 0 to 9223372036854775807",
            "/batches?limit=0                               | limit: must be an integer from 1 to 1000",
            "/batches?limit=1001                            | limit: must be an integer from 1 to 1000",
            "/batches?status=closed                         | status: must be one of collecting, released"})
    void a_query_parameter_has_its_range(String path, String fault) {
        assertThat(faults(get(path))).containsExactly(fault);
    }

    @Test
    void all_that_is_wrong_with_a_query_is_named_at_once() {
        assertThat(faults(get("/batch/sessions?limit=0&events_limit=x&after_number=-5"))).hasSize(4);
    }

    @Test
    void a_long_session_id_is_refused_by_name_even_where_it_makes_the_line_long() {
        assertThat(faults(get("/session?session_id=" + "x".repeat(10_000))))
                .containsExactly("session_id: must have at most 256 characters");
    }
}
