package io.winnow.fuzz;

import static io.winnow.testing.Topics.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.winnow.batch.Progress;
import io.winnow.fuzz.OddRecords.Fate;
import io.winnow.fuzz.OddRecords.Odd;
import io.winnow.testing.Api;
import io.winnow.testing.Servers;
import io.winnow.testing.Topics;

/** Whatever stands in the improvement topic: each record is appended or put aside, once, and the line goes on. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class RecordsFuzzTest {
    private static final int RECORDS_A_TRY = 10;
    private static final int AT_ONCE = 50;

    @Inject
    Vertx vertx;
    @Inject
    Progress progress;

    @Test
    void each_record_is_appended_or_put_aside_once_and_the_line_goes_on() {
        var settings = FuzzSettings.fromProperties();
        Api.closeCollecting();
        var records = records(settings);
        register(records.stream().filter(odd -> odd.fate() != Fate.PUT_ASIDE).map(Odd::session).toList());

        var places = Topics.send(records.stream().map(Odd::record).toList());

        Awaitility.await().atMost(Duration.ofSeconds(20).plusMillis(20L * records.size())).until(() -> pending() == 0);
        var letters = CheckLetters.all();
        var appended = IntStream.range(0, records.size())
                .filter(i -> isAppended(settings, letters, places.get(i).partition() + "-" + places.get(i).offset(),
                        records.get(i)))
                .mapToObj(i -> records.get(i).session()).toList();
        System.out.println("[fuzz] " + appended.size() + " of " + records.size() + " records were appended");
        var snapshots = Api.walk(Api.released(), 1_000);
        assertThat(snapshots).as(settings.how()).extracting(snapshot -> snapshot.get("session_id"))
                .containsExactlyInAnyOrderElementsOf(appended);
        assertThat(snapshots).extracting(snapshot -> snapshot.get("session_number"))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, appended.size()).boxed().toList());
        Api.get("/q/health").then().statusCode(200);
    }

    private static List<Odd> records(FuzzSettings settings) {
        try (var draw = new Draw(settings.seed())) {
            var records = draw.from(OddRecords.all());
            return IntStream.range(0, settings.tries() * RECORDS_A_TRY)
                    .mapToObj(i -> records.get().named("🦊:%d:%d".formatted(settings.seed(), i))).toList();
        }
    }

    private void register(List<String> sessions) {
        var call = new Operation("post", "/session", List.of(), null, null, "application/json");
        var requests = sessions.stream().map(id -> new Request(call, "/session",
                Map.of("Content-Type", "application/json"), bytes(Api.session(id, "\"user_id\":\"u\"")), true))
                .toList();
        try (var caller = new Caller(vertx)) {
            for (var from = 0; from < requests.size(); from += AT_ONCE) {
                var some = requests.subList(from, Math.min(from + AT_ONCE, requests.size()));
                assertThat(caller.call(some)).extracting(Answer::status).containsOnly(200);
            }
        }
    }

    /** By its fate and the letters; a record that is told of in none must have been appended. */
    private static boolean isAppended(FuzzSettings settings, CheckLetters letters, String place, Odd odd) {
        try {
            var isAppended = !letters.has(place, odd.record());
            assertThat(isAppended ? Fate.APPENDED : Fate.PUT_ASIDE)
                    .isIn(odd.fate() == Fate.EITHER ? Fate.values() : new Fate[]{odd.fate()});
            return isAppended;
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\n" + settings.how() + "\n--> " + odd, e);
        }
    }

    /** What no transaction has behind it yet. */
    private long pending() {
        return progress.now().await().atMost(Duration.ofSeconds(10)).pending();
    }
}
