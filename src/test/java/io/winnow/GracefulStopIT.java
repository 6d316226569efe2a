package io.winnow;

import static io.winnow.testing.Api.awaitReady;
import static io.winnow.testing.Api.clicked;
import static io.winnow.testing.Api.get;
import static io.winnow.testing.Api.release;
import static io.winnow.testing.Api.schedule;
import static io.winnow.testing.Api.walk;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.restassured.RestAssured;
import io.winnow.batch.Stalled;
import io.winnow.testing.Background;
import io.winnow.testing.FreePorts;
import io.winnow.testing.OwnDatabase;
import io.winnow.testing.Topics;
import io.winnow.testing.WinnowProcess;

/** A stop in the middle of the work, in a database of its own and under topics with a prefix of their own. */
class GracefulStopIT {
    private static final String NAME = "graceful";

    @TempDir
    Path directory;

    private OwnDatabase database;
    private WinnowProcess winnow;

    @BeforeEach
    void start() throws Exception {
        database = OwnDatabase.create(NAME);
        winnow = started();
    }

    @AfterEach
    void stop() {
        winnow.close();
        RestAssured.reset();
        database.close();
    }

    @Test
    void a_call_in_flight_is_answered_and_the_poll_in_hand_is_neither_lost_nor_doubled() throws Exception {
        schedule(clicked());
        Awaitility.await().until(() -> get("/batches").jsonPath().getList("batches").size() == 1);
        List<String> late;
        try (var background = new Background()) {
            Future<Integer> release;
            Future<Integer> end;
            try (var stalled = Stalled.batches(database.connect())) {
                late = Stream.generate(() -> clicked()).limit(20).peek(id -> schedule(id)).toList();
                release = background.start(() -> release("in flight").statusCode());
                awaitTargets();
                end = background.start(winnow::terminated);
                awaitStopping();
            }
            assertThat(Background.await(release)).isEqualTo(200);
            assertThat(Background.await(end)).isEqualTo(128 + 15);
        }
        assertThat(winnow.output()).doesNotContain(" ERROR [");

        winnow = started();

        var batch = release("in flight").then().statusCode(200).extract().jsonPath().getString("batch_id");
        assertThat(walk(batch, 100)).extracting(snapshot -> snapshot.get("session_id")).hasSize(21).containsAll(late);
        assertThat(get("/batches").jsonPath().getList("batches")).hasSize(1);
    }

    private WinnowProcess started() throws Exception {
        RestAssured.port = FreePorts.find();
        var process = WinnowProcess.start(directory, database.properties(RestAssured.port)).printed("Listening on:");
        awaitReady();
        try (var admin = Topics.admin()) {
            assertThat(admin.listTopics().names().get()).contains(NAME + "." + Topics.IMPROVEMENTS,
                    NAME + "." + Topics.RELEASES, NAME + "." + Topics.DEAD_LETTERS);
        }
        return process;
    }

    private void awaitTargets() {
        Awaitility.await().until(() -> !database.query("select release_id from release_target").isEmpty());
    }

    /** Once it stops it keeps no connection. */
    private static void awaitStopping() {
        Awaitility.await().until(() -> "close".equals(get("/batches").header("Connection")));
    }
}
