package io.winnow.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class AppendSizeTest {
    private final AppendSize size = new AppendSize();

    @Test
    void a_poll_is_tried_whole_until_one_was_too_large() {
        assertThat(size.isTooLarge(100_000)).isFalse();

        size.wereTooMany(1_000);

        assertThat(size.isTooLarge(251)).isTrue();
        assertThat(size.isTooLarge(250)).isFalse();
    }

    @Test
    void what_passes_lets_it_grow_slowly_until_a_poll_is_tried_whole_again() {
        size.wereTooMany(1_000);

        pass(1, 250);
        assertThat(size.isTooLarge(258)).isTrue();
        pass(20, 250);
        assertThat(size.isTooLarge(500)).isTrue();
        pass(30, 500);
        assertThat(size.isTooLarge(1_000)).isFalse();
    }

    @Test
    void small_appends_tell_nothing_of_large_ones() {
        size.wereTooMany(1_000);

        pass(1_000, 125);

        assertThat(size.isTooLarge(251)).isTrue();
    }

    @Test
    void a_single_record_is_never_too_large_and_is_grown_from() {
        size.wereTooMany(1);
        assertThat(size.isTooLarge(1)).isFalse();

        size.passed(1);

        assertThat(size.isTooLarge(2)).isFalse();
    }

    private void pass(int times, int records) {
        IntStream.range(0, times).forEach(i -> size.passed(records));
    }
}
