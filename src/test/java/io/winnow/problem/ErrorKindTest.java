package io.winnow.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorKindTest {

    @ParameterizedTest
    @EnumSource
    void a_kind_is_known_by_the_type_of_its_problems(ErrorKind kind) {
        var type = kind.problem("detail").type();

        assertThat(ErrorKind.ofType(type)).isEqualTo(kind);
        assertThat(type).isEqualTo("urn:winnow:problem:" + kind.kind()).matches("[a-z:-]+");
    }

    @Test
    void a_type_that_is_none_of_ours_is_no_kind() {
        assertThatThrownBy(() -> ErrorKind.ofType("about:blank")).hasMessageContaining("about:blank");
    }
}
