package io.winnow.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinesTest {
    private static final int MEBI = 1024 * 1024;

    private final Lines lines = new Lines();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100})
    void lines_are_the_same_however_the_body_is_cut(int size) {
        var body = "\uFEFFerste\r\n\n  \t\r\nüber\n{}\nlast".getBytes(UTF_8);
        var told = new ArrayList<String>();

        for (var from = 0; from < body.length; from += size) {
            told.addAll(text(lines.next(Arrays.copyOfRange(body, from, Math.min(body.length, from + size)))));
        }
        told.addAll(text(lines.rest()));

        assertThat(told).containsExactly("1 erste\r", "4 über", "5 {}", "6 last");
        assertThat(lines.ended()).isEqualTo(6);
    }

    @Test
    void a_body_that_ends_with_a_line_has_no_further_one() {
        lines.next("a\n".getBytes(UTF_8));

        assertThat(lines.rest()).isEmpty();
        assertThat(lines.ended()).isEqualTo(1);
    }

    @Test
    void of_an_endless_line_no_more_is_held_than_the_longest_that_is_taken() {
        var part = new byte[MEBI];
        Arrays.fill(part, (byte) 'x');

        for (var i = 0; i < 100; i++) {
            assertThat(lines.next(part)).isEmpty();
            assertThat(lines.held()).isLessThanOrEqualTo(Lines.LONGEST);
        }
        var ended = lines.next("x\nshort\n".getBytes(UTF_8));

        assertThat(ended).hasSize(2);
        assertThat(ended.get(0).octets()).isNull();
        assertThat(text(ended.subList(1, 2))).containsExactly("2 short");
    }

    @Test
    void the_longest_line_is_taken() {
        var longest = new byte[Lines.LONGEST];
        Arrays.fill(longest, (byte) 'x');
        lines.next(longest);

        assertThat(lines.next(new byte[]{'\n'}).get(0).octets()).hasSize(Lines.LONGEST);
    }

    private static List<String> text(List<Lines.Line> lines) {
        return lines.stream().map(line -> line.number() + " " + new String(line.octets(), UTF_8)).toList();
    }
}
