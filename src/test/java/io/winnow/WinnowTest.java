package io.winnow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WinnowTest {
    private static final String KEY = "winnow.test.said-outright";

    @AfterEach
    void forget() {
        System.clearProperty(KEY);
    }

    /** Whatever is not said outright is left to the configuration, which knows of files, profiles and expressions. */
    @ParameterizedTest
    @CsvSource({"localhost:9092,true", "'',false", "' ',false", "${ELSEWHERE},false", "localhost:${PORT:9092},false"})
    void an_address_is_said_outright_where_nothing_has_to_be_looked_up(String value, boolean isOutright) {
        assertThat(Winnow.isSaidOutright(KEY)).isFalse();

        System.setProperty(KEY, value);

        assertThat(Winnow.isSaidOutright(KEY)).isEqualTo(isOutright);
    }
}
