package io.winnow;

import static io.winnow.testing.Api.awaitReady;
import static io.winnow.testing.Api.get;
import static io.winnow.testing.Api.walk;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.restassured.RestAssured;
import io.winnow.database.Released;
import io.winnow.testing.FreePorts;
import io.winnow.testing.OwnDatabase;
import io.winnow.testing.Topics;
import io.winnow.testing.WinnowProcess;

/** The packaged service over a database that another version left. */
class UpgradeIT {
    private static final String NAME = "upgrade";
    private static final String PREFIX = NAME + ".";

    @TempDir
    Path directory;

    private OwnDatabase database;

    @BeforeEach
    void create() {
        database = OwnDatabase.create(NAME);
    }

    @AfterEach
    void drop() {
        RestAssured.reset();
        database.close();
    }

    @Test
    void all_that_the_released_version_left_is_served_by_this_one() throws Exception {
        Released.flyway(database, Integer.toString(Released.version())).migrate();
        try (var connection = database.connect()) {
            Released.work(connection, Map.of("run", "old", "prefix", PREFIX, "partition", "0", "topic",
                    "00000000-0000-0000-0000-000000000001"));
            // Of a topic that is none of this broker's: the new one would rightly say that the log was made anew.
            connection.createStatement().execute("delete from consumed_position");
        }
        RestAssured.port = FreePorts.find();

        try (var upgraded = start(RestAssured.port)) {
            awaitReady();

            assertThat(database.query("select version from flyway_schema_history where success"))
                    .doesNotHaveDuplicates()
                    .contains(Integer.toString(newest()));
            assertThat(walk("1", 10)).extracting(session -> session.get("session_id")).containsExactly("old-a");
            assertThat(walk("2", 10)).extracting(session -> session.get("session_id")).containsExactly("old-b");
            assertThat(get("/session?session_id=old-b").jsonPath().getBoolean("is_irrelevant")).isTrue();
            assertThat(get("/batch?batch_id=1").jsonPath().getString("note")).isEqualTo("by hand");
            assertThat(Topics.await(PREFIX + Topics.RELEASES, 1, record -> Topics.text(record.key()).equals("1")))
                    .singleElement()
                    .satisfies(record -> assertThat(Topics.text(record.value())).contains("release old"));
        }
    }

    @Test
    void a_former_version_starts_on_a_newer_schema_until_something_was_taken_away() throws Exception {
        Released.flyway(database, "latest").migrate();
        database.execute("insert into flyway_schema_history values (99, '99', 'of a newer version', 'SQL',"
                + " 'V99__of_a_newer_version.sql', 1, 'it', now(), 1, true)");
        var before = history();
        RestAssured.port = FreePorts.find();

        try (var served = start(RestAssured.port)) {
            awaitReady();
            assertThat(served.output()).contains("The database has the schema 99 of a newer version");
        }

        database.execute("update schema_served set oldest = 98");
        try (var refused = start(RestAssured.port)) {
            assertThat(refused.ended()).as(refused.output()).isEqualTo(65);
            assertThat(refused.output()).contains("The database has the schema 99", "know 98 or newer",
                    "this one knows " + newest(), "Nothing was changed").doesNotContain("Exception", "\tat ");
        }
        assertThat(history()).isEqualTo(before);
    }

    private int newest() {
        return Arrays.stream(Released.flyway(database, "latest").info().all())
                .filter(one -> one.getState().isResolved())
                .mapToInt(one -> one.getVersion().getMajor().intValueExact()).max().orElseThrow();
    }

    private WinnowProcess start(int port) throws Exception {
        return WinnowProcess.start(directory, database.properties(port));
    }

    private List<String> history() {
        return database.query("select h::text from flyway_schema_history h order by installed_rank");
    }
}
