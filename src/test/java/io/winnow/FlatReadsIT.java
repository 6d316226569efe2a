package io.winnow;

import static io.restassured.RestAssured.given;
import static io.winnow.testing.Api.awaitReady;
import static io.winnow.testing.Api.click;
import static io.winnow.testing.Api.clicked;
import static io.winnow.testing.Api.get;
import static io.winnow.testing.Api.newId;
import static io.winnow.testing.Api.post;
import static io.winnow.testing.Api.register;
import static io.winnow.testing.Api.release;
import static io.winnow.testing.Api.schedule;
import static io.winnow.testing.Api.session;
import static io.winnow.testing.Api.walk;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.restassured.RestAssured;
import io.winnow.testing.FreePorts;
import io.winnow.testing.OwnDatabase;
import io.winnow.testing.WinnowProcess;

/**
 * What calls read does not grow with what is stored, also by plans that PostgreSQL made when a new database was empty, or small:
 * rows of tables, and entries that indexes gave. What an index looks through by itself and does not give, PostgreSQL does not
 * count.
 */
class FlatReadsIT {
    private static final String NAME = "flat";
    /** So that each of the two connections has been asked for all. */
    private static final int UNTIL_ALL_IS_PLANNED = 8;
    private static final int STORED = 20_000;
    private static final String STORED_BATCH = "1000";
    /** In UTC seconds, of the first; each is of the next second. */
    private static final int STORED_FROM = 1_700_000_000;
    /** Far more rows than all these calls are about, and than the loops of the service read meanwhile. */
    private static final long FEW = STORED / 4;

    /** Sessions, each with two events, of which every other one has a snapshot; and as many batches, all but one of them empty. */
    private static final String STORE = """
            insert into session (session_id, search_query, search_results, shown, created_at, is_payload_search)
            select 'stored-' || n, 'q', '[{"object_id":"o1","rank":null,"meta":null}]', '{o1}', %1$d + n, false
            from generate_series(0, %2$d - 1) n;
            insert into session_event (session_id, event_id, object_id, event_type, created_at)
            select session_id, 'e' || k, 'o1', 'click', created_at from session, generate_series(1, 2) k
            where session_id like 'stored-%%';
            insert into batch (batch_id, status, session_count, created_at, release_id, released_at, announcement_id)
            select %3$s + n, 'released', case n when 0 then %2$d / 2 else 0 end, now(), 'stored-' || n, now(), gen_random_uuid()
            from generate_series(0, %2$d - 1) n;
            insert into batch_session (batch_id, session_number, session_id, improvement_id, version, event_count, bytes,
                                       session, events)
            select %3$s, row_number() over (), session_id, session_id || ':0', 0, 0, octet_length(document(s)::text) + 2,
                   document(s), '[]'
            from session s where session_id like 'stored-%%' and created_at %% 2 = 0
            """.formatted(STORED_FROM, STORED, STORED_BATCH);

    @TempDir
    Path directory;

    private OwnDatabase database;

    @BeforeEach
    void create() throws IOException {
        database = OwnDatabase.create(NAME);
        RestAssured.port = FreePorts.find();
    }

    @AfterEach
    void drop() {
        RestAssured.reset();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void no_call_looks_through_a_table_by_plans_of_an_empty_database_or_of_a_small_one(boolean isAnalyzed)
            throws Exception {
        long before;
        try (var winnow = start()) {
            awaitReady();
            if (isAnalyzed) {
                callAll();
                execute("analyze");
            }
            for (var i = 0; i < UNTIL_ALL_IS_PLANNED; i++) {
                callAll();
            }
            execute(STORE);
            before = read();

            callAll();
            execute("analyze");
            callAll();
            assertThat(get("/batch/sessions?limit=10&batch_id=%s&after_number=%d".formatted(STORED_BATCH, STORED / 4))
                    .jsonPath().getList("sessions")).hasSize(10);

            assertThat(winnow.terminated()).isEqualTo(128 + 15);
        }
        // A connection tells what it read at the latest when it ends.
        Awaitility.await().until(() -> database.query("""
                select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
                and backend_type = 'client backend'
                """).isEmpty());
        assertThat(read() - before).isBetween(1L, FEW);
    }

    private WinnowProcess start() throws Exception {
        var properties = database.properties(RestAssured.port);
        properties.put("quarkus.datasource.reactive.max-size", "2");
        return WinnowProcess.start(directory, properties);
    }

    /** Each call that a search application makes, about sessions and a batch of its own. */
    private void callAll() {
        var id = register();
        post("/session", session(id)).then().statusCode(200);
        click(id, "e1", "o1");
        click(id, "e2", "o1");
        var line = "{\"session\":" + session(newId(), "\"created_at\":1") + "}\n";
        given().contentType("application/x-ndjson").body(line.repeat(2).getBytes(UTF_8)).post("/session/import")
                .then().statusCode(200);
        schedule(id);
        var marked = register();
        post("/session/irrelevant", Map.of("session_id", marked)).then().statusCode(200);
        post("/sessions/use-for-improvement", Map.of("session_ids", List.of(marked, clicked()))).then().statusCode(200);
        post("/sessions/use-for-improvement",
                Map.of("criterion", Map.of("created_from", STORED_FROM, "created_to", STORED_FROM + 3)))
                .then().statusCode(200);
        var batch = release(newId()).then().statusCode(200).extract().jsonPath().getString("batch_id");
        get("/session?session_id=" + id).then().statusCode(200);
        get("/batches?limit=1").then().statusCode(200);
        get("/batches?status=collecting").then().statusCode(200);
        get("/batch?batch_id=" + batch).then().statusCode(200);
        assertThat(walk(batch, 2)).hasSizeGreaterThanOrEqualTo(3);
        get("/batch/export?format=sessions&batch_id=" + batch).then().statusCode(200);
        get("/batch/report?batch_id=" + batch).then().statusCode(200);
    }

    /** Also tells at once what this connection has read. */
    private void execute(String sql) throws SQLException {
        try (var connection = database.connect(); var statement = connection.createStatement()) {
            statement.execute(sql);
            statement.execute("select pg_stat_force_next_flush()");
        }
    }

    /** How many rows of tables, and entries of indexes, were read so far. */
    private long read() {
        return Long.parseLong(database.query("""
                select (select sum(seq_tup_read) from pg_stat_user_tables) +
                       (select sum(idx_tup_read) from pg_stat_user_indexes)
                """).get(0));
    }
}
