package io.winnow.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;

import io.winnow.testing.Api;
import io.winnow.testing.DocumentSchemas;

/** Remembers what the service has acknowledged, and holds it to that at the end. */
final class Promises {
    private static final int PAGE = 5;

    /** Improvement ids. */
    private final Set<String> scheduled = new LinkedHashSet<>();
    /** The answer by release id. */
    private final Map<String, JsonNode> releases = new HashMap<>();
    /** The first page by batch id, as it was read when the batch had been released. */
    private final Map<String, String> pages = new HashMap<>();

    void note(Request request, Answer answer) {
        if (answer.status() != 200) {
            return;
        }
        var path = request.operation().path();
        if (path.equals("/sessions/use-for-improvement")) {
            // A criterion is answered with counts, which name nobody.
            answer.json().path("verdicts").forEach(this::verdict);
        } else if (path.endsWith("/use-for-improvement")) {
            verdict(answer.json());
        } else if (path.endsWith("/batch/release") && !answer.json().get("dry_run").booleanValue()) {
            released(answer.json());
        }
    }

    private void verdict(JsonNode verdict) {
        if (verdict.get("status").textValue().equals("scheduled")) {
            scheduled.add(verdict.get("improvement_id").textValue());
        }
    }

    /** Releases the last batch and checks all. */
    void check() {
        var last = Api.release(Api.newId());
        if (last.statusCode() == 200) {
            released(DocumentSchemas.json(last.asByteArray()));
        } else {
            assertThat(last.statusCode()).isEqualTo(404);
        }
        var versions = new HashMap<String, List<Integer>>();
        releases.values().stream().distinct().forEach(release -> read(release, versions));
        pages.forEach((batch, page) -> assertThat(page(batch)).as("a released batch").isEqualTo(page));
        scheduled.forEach(id -> assertIn(id, versions));
    }

    /** For the record of a run. */
    @Override
    public String toString() {
        return scheduled.size() + " schedules were acknowledged, " + pages.size() + " batches released";
    }

    private void released(JsonNode release) {
        var before = releases.putIfAbsent(release.get("release_id").textValue(), release);
        assertThat(before == null ? release : before).as("a repeated release").isEqualTo(release);
        pages.computeIfAbsent(release.get("batch_id").textValue(), Promises::page);
    }

    /** Reads a batch page by page; adds each session's version at that time. */
    private static void read(JsonNode release, Map<String, List<Integer>> versions) {
        var batch = release.get("batch_id").textValue();
        var numbers = new ArrayList<Integer>();
        for (var page = page(batch, 0); !page.get("last_number").isNull();) {
            page.get("sessions").forEach(snapshot -> {
                numbers.add(snapshot.get("session_number").intValue());
                versions.computeIfAbsent(snapshot.get("session_id").textValue(), any -> new ArrayList<>())
                        .add(snapshot.get("event_count").intValue()
                                + (snapshot.get("is_irrelevant").booleanValue() ? 1 : 0));
            });
            page = page(batch, page.get("last_number").intValue());
        }
        assertThat(numbers).as("numbers of batch " + batch).containsExactlyElementsOf(
                IntStream.rangeClosed(1, release.get("session_count").intValue()).boxed().toList());
    }

    private static void assertIn(String improvementId, Map<String, List<Integer>> versions) {
        var colon = improvementId.lastIndexOf(':');
        var held = versions.getOrDefault(improvementId.substring(0, colon), List.of());
        assertThat(held).as(improvementId + " in one state is in one batch").doesNotHaveDuplicates()
                .anyMatch(version -> version >= Integer.parseInt(improvementId.substring(colon + 1)));
    }

    private static JsonNode page(String batch, int after) {
        return DocumentSchemas.json(Api.get("/batch/sessions?batch_id=" + batch + "&limit=" + PAGE + "&after_number="
                + after).then().statusCode(200).extract().asByteArray());
    }

    private static String page(String batch) {
        return new String(Api.get("/batch/sessions?batch_id=" + batch + "&limit=1000&events_limit=10000").asByteArray(),
                UTF_8);
    }
}
