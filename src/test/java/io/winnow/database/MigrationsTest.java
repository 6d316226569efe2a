package io.winnow.database;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.winnow.testing.Background;
import io.winnow.testing.OwnDatabase;

/** What versions of Winnow that meet on one database need of its migrations. */
class MigrationsTest {
    private static final Map<String, String> NAMES = Map.of("topic", "00000000-0000-0000-0000-000000000001", "prefix",
            "",
            "partition", "0");

    private static OwnDatabase former;
    private static OwnDatabase newest;
    private static OwnDatabase empty;
    private static Catalogue before;

    @BeforeAll
    static void migrate() throws Exception {
        former = OwnDatabase.create("migrations_former");
        newest = OwnDatabase.create("migrations_newest");
        empty = OwnDatabase.create("migrations_empty");
        Released.flyway(former, Integer.toString(Released.version())).migrate();
        Released.flyway(newest, "latest").migrate();
        try (var connection = former.connect()) {
            before = Catalogue.of(connection);
        }
    }

    @AfterAll
    static void drop() {
        Stream.of(former, newest, empty).filter(Objects::nonNull).forEach(OwnDatabase::close);
    }

    @Test
    void of_many_that_start_together_one_runs_each_migration() throws Exception {
        List<Integer> executed;
        try (var background = new Background()) {
            executed = background.atOnce(8, () -> Released.flyway(empty, "latest").migrate().migrationsExecuted);
        }

        assertThat(executed.stream().mapToInt(Integer::intValue).sum()).isEqualTo(files());
        try (var connection = empty.connect()) {
            assertThat(numbers(connection, "select version::int from flyway_schema_history where success"))
                    .doesNotHaveDuplicates().hasSize(files());
        }
    }

    @Test
    void no_released_migration_was_edited() throws IOException {
        var now = Arrays.stream(Released.flyway(former, "latest").info().all())
                .collect(toMap(one -> one.getVersion().getMajor().intValueExact(), MigrationInfo::getResolvedChecksum));

        assertThat(now).containsAllEntriesOf(Released.migrations());
    }

    @Test
    void nothing_that_the_released_version_uses_is_missing_and_nothing_more_is_asked_of_it() throws SQLException {
        try (var connection = newest.connect()) {
            assertThat(Catalogue.of(connection).breaks(before)).isEmpty();
        }
    }

    /** A contraction may shut out who is older than the released version, and not the released one. */
    @Test
    void the_released_version_is_served() throws Exception {
        try (var connection = newest.connect()) {
            assertThat(numbers(connection, "select oldest from schema_served")).singleElement()
                    .satisfies(oldest -> assertThat(oldest).isLessThanOrEqualTo(Released.version()));
        }
    }

    @Test
    void what_the_released_version_asks_is_answered_before_and_after_the_migration() throws Exception {
        try (var connection = former.connect()) {
            Released.work(connection, names("before"));
        }
        Released.flyway(former, "latest").migrate();

        try (var connection = former.connect()) {
            Released.work(connection, names("after"));

            assertThat(numbers(connection, "select session_count from batch order by batch_id")).containsExactly(1, 2,
                    1);
            assertThat(numbers(connection, "select count(*) from batch where digest <> batch_digest(batch_id)"))
                    .containsExactly(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "alter table batch drop column note",
            "alter table session alter column user_id set not null",
            "alter table session_event alter column object_id type varchar(10)",
            "alter table outbox add column attempts int not null",
            "alter table session add constraint asked check (search_query <> '')",
            "alter table batch drop constraint batch_release_id",
            "create unique index on session (user_id)",
            "create trigger t before insert on session for each row execute function require_folded()",
            "drop function mark_irrelevant(text)",
            "alter function mark_irrelevant(text) rename to mark",
            "drop table release_target"})
    void a_migration_that_would_break_the_released_version_is_noticed(String sql) throws SQLException {
        try (var connection = newest.connect()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute(sql);

            assertThat(Catalogue.of(connection).breaks(before)).isNotEmpty();

            connection.rollback();
        }
    }

    @Test
    void what_was_said_to_be_retired_may_go() throws SQLException {
        try (var connection = newest.connect()) {
            connection.setAutoCommit(false);
            connection.createStatement()
                    .execute("comment on function mark_irrelevant(text) is 'retired: as an example'");
            var saidSo = Catalogue.of(connection);
            connection.createStatement().execute("drop function mark_irrelevant(text)");

            assertThat(Catalogue.of(connection).breaks(saidSo)).isEmpty();

            connection.rollback();
        }
    }

    private static Map<String, String> names(String run) {
        var names = new java.util.HashMap<>(NAMES);
        names.put("run", run);
        names.put("partition", run.equals("before") ? "0" : "1");
        return names;
    }

    private static int files() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
            return (int) files.count();
        }
    }

    private static List<Integer> numbers(Connection connection, String sql) throws SQLException {
        var numbers = new java.util.ArrayList<Integer>();
        try (var rows = connection.createStatement().executeQuery(sql)) {
            while (rows.next()) {
                numbers.add(rows.getInt(1));
            }
        }
        return numbers;
    }
}
