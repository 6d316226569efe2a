package io.winnow.batch;

import static io.winnow.testing.Api.clicked;
import static io.winnow.testing.Api.closeCollecting;
import static io.winnow.testing.Api.get;
import static io.winnow.testing.Api.newId;
import static io.winnow.testing.Api.release;
import static io.winnow.testing.Api.released;
import static io.winnow.testing.Api.schedule;
import static io.winnow.testing.Api.scheduledInFreshBatch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.winnow.testing.Servers;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class BatchesTest {

    @Test
    void a_collecting_batch_counts_what_it_has_and_has_no_release() {
        scheduledInFreshBatch(2);
        await().until(
                () -> collecting().size() == 1 && Integer.valueOf(2).equals(collecting().get(0).get("session_count")));

        var batch = get("/batch?batch_id=" + collecting().get(0).get("batch_id")).then().statusCode(200).extract()
                .jsonPath();

        assertThat(batch.<Map<String, Object>>get()).containsEntry("status", "collecting")
                .containsEntry("session_count", 2).containsEntry("event_count", 2).containsEntry("pending", 0)
                .containsEntry("release_id", null).containsEntry("released_at", null).containsEntry("note", null)
                .containsEntry("announced_at", null).containsKey("created_at").containsKey("digest").hasSize(11);
    }

    @Test
    void pending_tells_what_is_acknowledged_and_not_appended_yet() throws Exception {
        scheduledInFreshBatch(1);
        await().until(() -> collecting().size() == 1);
        try (var stalled = Stalled.batches()) {
            schedule(clicked());
            schedule(clicked());

            var batch = collecting().get(0);

            assertThat(batch).containsEntry("pending", 2).containsEntry("session_count", 1);
        }
        await().untilAsserted(() -> assertThat(collecting().get(0)).containsEntry("pending", 0)
                .containsEntry("session_count", 3));
    }

    @Test
    void a_released_batch_names_its_release() {
        scheduledInFreshBatch(1);
        var id = newId();
        var release = release(id).then().statusCode(200).extract().jsonPath();

        var batch = get("/batch?batch_id=" + release.getString("batch_id")).jsonPath();

        assertThat(batch.<Map<String, Object>>get()).containsEntry("status", "released").containsEntry("pending", null)
                .containsEntry("release_id", id).containsEntry("released_at", release.getInt("released_at"))
                .containsEntry("session_count", 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&status=released"})
    void a_walk_over_the_pages_sees_every_batch_once_newest_first(String status) {
        scheduledInFreshBatch(1);
        released();
        scheduledInFreshBatch(1);
        await().until(() -> collecting().size() == 1);
        var all = ids(get("/batches?limit=1000" + status).jsonPath().getList("batches"));

        var seen = walk("/batches?limit=2" + status);

        assertThat(seen).isEqualTo(all).doesNotHaveDuplicates().hasSizeGreaterThan(1)
                .isSortedAccordingTo(Comparator.<String>comparingLong(Long::parseLong).reversed());
    }

    @Test
    void a_status_shows_only_its_batches() {
        scheduledInFreshBatch(1);
        released();
        scheduledInFreshBatch(1);
        await().until(() -> collecting().size() == 1);

        var released = get("/batches?status=released&limit=1000").jsonPath().getList("batches.status");

        assertThat(released).isNotEmpty().containsOnly("released");
        assertThat(collecting()).extracting(batch -> batch.get("status")).containsExactly("collecting");
    }

    @Test
    void the_collecting_batch_is_behind_a_later_id_alone() {
        scheduledInFreshBatch(1);
        await().until(() -> collecting().size() == 1);
        var id = Long.parseLong(ids(collecting()).get(0));

        assertThat(get("/batches?status=collecting&after=" + (id + 1)).jsonPath().getList("batches")).hasSize(1);
        assertThat(get("/batches?status=collecting&after=" + id).jsonPath().getList("batches")).isEmpty();
    }

    @Test
    void the_last_page_says_that_it_is_the_last() {
        scheduledInFreshBatch(1);
        released();

        assertThat(get("/batches?limit=1000").jsonPath().getString("next")).isNull();
    }

    @Test
    void behind_the_oldest_batch_there_is_nothing() {
        assertThat(get("/batches?after=1").asString()).isEqualTo("{\"batches\":[],\"next\":null}");
    }

    @Test
    void without_a_collecting_batch_none_is_shown() {
        closeCollecting();

        assertThat(get("/batches?status=collecting").asString()).isEqualTo("{\"batches\":[],\"next\":null}");
    }

    private static List<Map<String, Object>> collecting() {
        return get("/batches?status=collecting").then().statusCode(200).extract().jsonPath().getList("batches");
    }

    private static List<String> walk(String path) {
        var seen = new ArrayList<String>();
        for (var after = ""; after != null;) {
            var page = get(path + after).then().statusCode(200).extract().jsonPath();
            seen.addAll(ids(page.getList("batches")));
            after = page.get("next") == null ? null : "&after=" + page.getString("next");
        }
        return seen;
    }

    private static List<String> ids(List<Map<String, Object>> batches) {
        return batches.stream().map(batch -> (String) batch.get("batch_id")).toList();
    }
}
