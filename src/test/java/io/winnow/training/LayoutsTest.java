package io.winnow.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayoutsTest {

    @Test
    void characters_beyond_the_basic_plane_are_written_as_they_are() throws IOException {
        assertThat(rows(Format.pairs, null, session("🦊 fox", "o1", "{}"))).isEqualTo(
                "{\"anchor\":\"🦊 fox\",\"positive\":\"o1\"}\n");
    }

    @Test
    void a_list_whose_positive_has_no_text_teaches_nothing() throws IOException {
        var session = session("q", "o1", "{\"note\":\"no title\"}");

        assertThat(rows(Format.lists, "title", session)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"a b | a%20b", "a\\u0085b | a%C2%85b", "a#b%c | a%23b%25c", "a\\tb | a%09b",
            "ä | ä"})
    void an_id_is_one_word_to_every_reader(String id, String word) throws IOException {
        assertThat(rows(Format.qrels, null, session("q", id, "null"))).isEqualTo("1 0 " + word + " 1\n1 0 o2 0\n");
    }

    @Test
    void an_object_that_was_shown_twice_counts_at_its_first_position() throws IOException {
        assertThat(rows(Format.svmlight, null, session("q", "o2", "null"))).isEqualTo("1 qid:1 1:1 # o2\n");
    }

    @Test
    void a_rank_that_can_be_a_place_is_the_position_and_what_was_shown_twice_takes_its_places() {
        assertThat(positions("11", "13", "12")).containsExactly(11, 12, 13);
        assertThat(positions("0", "1", "2")).containsExactly(1, 2, 3);
        assertThat(positions("1.5", "2", "3")).containsExactly(1, 2, 3);
        assertThat(positions("7", "7", "8")).containsExactly(1, 2, 3);
        assertThat(positions("7", "null", "8")).containsExactly(1, 2, 3);
        assertThat(snapshot("o1", "null", "o1", "null", "o2", "null").shown()).extracting(Shown::position)
                .containsExactly(1, 3);
    }

    @Test
    void what_no_reader_sees_is_no_query() throws IOException {
        assertThat(rows(Format.topics, null, session("\u00a0\\u0001", "o1", "null"))).isEmpty();
        assertThat(rows(Format.topics, null, session("\u00a0red  shoe", "o1", "null"))).isEqualTo("1\tred shoe\n");
    }

    private static List<Integer> positions(String... ranks) {
        return snapshot("o1", ranks[0], "o2", ranks[1], "o3", ranks[2]).shown().stream().map(Shown::position).toList();
    }

    private static Snapshot snapshot(String... idsAndRanks) {
        var results = IntStream.range(0, idsAndRanks.length / 2)
                .mapToObj(i -> "{\"object_id\":\"%s\",\"rank\":%s,\"meta\":null}"
                        .formatted(idsAndRanks[2 * i], idsAndRanks[2 * i + 1]))
                .collect(Collectors.joining(",", "[", "]"));
        var line = session("q", "o1", "null").replaceFirst("\"search_results\":\\[.*?\\],\"user_id\"",
                "\"search_results\":" + results + ",\"user_id\"").getBytes(StandardCharsets.UTF_8);
        return Snapshot.of(line, 0, line.length);
    }

    @Test
    void one_marked_irrelevant_has_no_positive_and_comes_only_where_it_is_asked_for() throws IOException {
        var irrelevant = session("q", "o1", "null").replace("\"is_irrelevant\":false", "\"is_irrelevant\":true");

        assertThat(rows(Format.qrels, null, irrelevant)).isEmpty();
        assertThat(rows(recipe(Format.qrels, null, true), irrelevant)).isEqualTo("1 0 o1 0\n1 0 o2 0\n");
        assertThat(rows(recipe(Format.pairs, null, true), irrelevant)).isEmpty();
    }

    private static String rows(Format format, String textField, String session) throws IOException {
        return rows(recipe(format, textField, false), session);
    }

    private static String rows(Recipe recipe, String session) throws IOException {
        var line = session.getBytes(StandardCharsets.UTF_8);
        var lessons = new Lessons(recipe, new ClickRates(recipe.weights()), 0);
        var out = new ByteArrayOutputStream();
        try (var writer = RowWriters.of(recipe, lessons, out)) {
            for (var row : lessons.rows(Snapshot.of(line, 0, line.length))) {
                writer.write(row);
            }
        }
        var counts = lessons.counts();
        assertThat(counts.sessionsOut() + counts.sessionsLeftOut().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(counts.sessionsIn());
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Recipe recipe(Format format, String textField, boolean includesIrrelevant) {
        return new Recipe(format, format, ClickModel.Name.clicks, Weights.ANY, textField, List.of("rank"), 5,
                includesIrrelevant, null, new BigDecimal("0.2"), Split.By.query, false);
    }

    /** It showed an object with this meta, and {@code o2} with a title; the first one was clicked. */
    private static String session(String query, String objectId, String meta) {
        return """
                {"session_id":"s","search_query":"%s","search_results":[{"object_id":"%s","rank":null,"meta":%s},\
                {"object_id":"o2","rank":null,"meta":{"title":"two"}}],"user_id":null,"created_at":1,\
                "is_irrelevant":false,"events":[{"event_id":"e","object_id":"%s","event_type":"click",\
                "created_at":2,"meta":null}],"session_number":1}""".formatted(query, objectId, meta, objectId);
    }
}
