package io.winnow.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitTest {

    @Test
    void a_query_is_on_the_same_side_whatever_its_case_and_white_space() {
        var sides = IntStream.range(0, 200).mapToObj(i -> "Query  " + i)
                .filter(query -> isTest(query, Split.By.query) != isTest(" query " + query.substring(7),
                        Split.By.query));

        assertThat(sides).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0.2, 2000", "0.5, 5000", "0.01, 100"})
    void the_share_is_about_what_was_asked_for(String share, int expected) {
        var test = IntStream.range(0, 10_000).filter(
                i -> new Split(Split.Side.test, new BigDecimal(share), Split.By.session, 0).keeps(snapshot(i, "q", 0)))
                .count();

        assertThat(test).isBetween((long) (expected * 0.75), (long) (expected * 1.25));
    }

    @Test
    void what_is_test_at_a_small_share_is_test_at_a_larger_one() {
        var lost = IntStream.range(0, 1_000)
                .filter(i -> side("0.1").keeps(snapshot(i, "q", 0)) && !side("0.3").keeps(snapshot(i, "q", 0)));

        assertThat(lost).isEmpty();
    }

    /** Worked out by {@code printf 's:session 0' | sha256sum} and so on: a change would move sessions from side to side. */
    @Test
    void the_side_of_a_session_never_changes() {
        assertThat(IntStream.range(0, 20).filter(i -> side("0.3").keeps(snapshot(i, "q", 0))).boxed())
                .containsExactly(0, 1, 4, 5, 14);
    }

    @Test
    void the_latest_sessions_are_test_by_time_and_equal_times_stay_together() {
        var cut = new TimeCut();
        IntStream.of(5, 1, 2, 9, 9, 3, 4, 6, 7, 8).forEach(time -> cut.add(snapshot(time, "q", time)));

        assertThat(cut.from(new BigDecimal("0.3"))).isEqualTo(8);
        assertThat(cut.from(new BigDecimal("0.29"))).isEqualTo(9);
        assertThat(cut.from(new BigDecimal("0.1"))).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void a_cut_in_very_many_times_is_about_right() {
        var cut = new TimeCut();
        IntStream.range(0, 300_000).forEach(time -> cut.add(snapshot(time, "q", time)));

        assertThat(cut.from(new BigDecimal("0.2"))).isBetween(239_990L, 240_010L);
    }

    @Test
    void a_query_is_on_the_same_side_whatever_its_unicode_form() {
        var sides = IntStream.range(0, 200).filter(i -> isTest("full width " + i, Split.By.query) != isTest(
                "Ｆｕｌｌ　ｗｉｄｔｈ " + i, Split.By.query));

        assertThat(sides).isEmpty();
    }

    @Test
    void a_user_is_on_one_side_with_all_sessions() {
        var split = new Split(Split.Side.test, new BigDecimal("0.5"), Split.By.user, 0);

        var divided = IntStream.range(0, 200).filter(user -> IntStream.range(0, 5)
                .mapToObj(i -> split.keeps(snapshot(100 * user + i, "q", "user " + user, 0))).distinct().count() > 1);

        assertThat(divided).isEmpty();
    }

    private static Split side(String share) {
        return new Split(Split.Side.test, new BigDecimal(share), Split.By.session, 0);
    }

    private static boolean isTest(String query, Split.By by) {
        return new Split(Split.Side.test, new BigDecimal("0.5"), by, 0).keeps(snapshot(1, query, 0));
    }

    private static Snapshot snapshot(int i, String query, long createdAt) {
        return snapshot(i, query, null, createdAt);
    }

    private static Snapshot snapshot(int i, String query, String user, long createdAt) {
        var line = """
                {"session_id":"session %d","search_query":"%s","search_results":[],"user_id":%s,"created_at":%d,\
                "is_irrelevant":false,"events":[],"session_number":%d}"""
                .formatted(i, query, user == null ? null : '"' + user + '"', createdAt, i)
                .getBytes(StandardCharsets.UTF_8);
        return Snapshot.of(line, 0, line.length);
    }
}
