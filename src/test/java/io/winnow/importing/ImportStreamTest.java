package io.winnow.importing;

import static io.winnow.importing.Log.line;
import static io.winnow.testing.Api.newId;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.winnow.testing.Database;
import io.winnow.testing.Servers;

/** How an import goes on while its parties do not. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ImportStreamTest {
    /** Two parts, the lines that are begun, and what the network of one machine holds in each direction: MiB. */
    private static final int MOST_HELD = 24;

    @Inject
    Vertx vertx;

    @Test
    void a_rejected_line_is_answered_before_the_next_one_is_sent() {
        try (var sender = new Sender(vertx, "?progress=true")) {
            sender.send("nothing\n{\"ses");

            assertThat(sender.awaitLines(1).get(0).get("line").intValue()).isEqualTo(1);
            var rest = "{\"session\":" + Log.session(newId(), "q") + "}";
            sender.send(rest.substring(5));
            assertThat(sender.finish()).last().hasToString(
                    "{\"lines\":2,\"accepted\":1,\"repeated\":0,\"rejected\":1}");
        }
    }

    @Test
    void an_outage_that_passes_is_waited_for() {
        var id = newId();
        try (var sender = new Sender(vertx, "")) {
            hide();
            try {
                sender.send(line(id, "e"));
                Awaitility.await().pollDelay(Duration.ofMillis(300)).until(() -> true);
            } finally {
                show();
            }

            assertThat(sender.finish()).last().hasToString(
                    "{\"lines\":1,\"accepted\":1,\"repeated\":0,\"rejected\":0}");
        }
    }

    @Test
    void an_outage_that_lasts_ends_the_answer_with_how_far_it_came_and_no_proper_end() {
        try (var sender = new Sender(vertx, "")) {
            sender.send(line(newId(), "e") + "nothing\n").awaitLines(1);
            hide();
            try {
                sender.send(line(newId(), "e"));

                var last = sender.awaitLines(2).get(1);
                assertThat(last.get("last_line").intValue()).isEqualTo(2);
                assertThat(last.at("/error/status").intValue()).isEqualTo(503);
                assertThat(sender.end()).failsWithin(Duration.ofSeconds(5));
            } finally {
                show();
            }
        }
    }

    @Test
    void an_outage_before_anything_was_answered_is_a_503() {
        hide();
        try (var sender = new Sender(vertx, "")) {
            sender.send(line(newId(), "e"));

            assertThat(sender.response().statusCode()).isEqualTo(503);
            assertThat(sender.response().getHeader("Content-Type")).startsWith("application/problem+json");
        } finally {
            show();
        }
    }

    @Test
    void a_slow_database_holds_the_sender_back_and_who_hangs_up_leaves_whole_lines() throws SQLException {
        var mark = newId();
        var sent = 0;
        try (var sender = new Sender(vertx, "")) {
            sender.send(line(mark + sent++, "e1", "e2"));
            CompletableFuture<Void> stuck;
            try (var holder = Database.connect()) {
                holder.setAutoCommit(false);
                holder.createStatement().execute("lock table session in exclusive mode");
                var padding = " ".repeat(1024 * 1024);
                do {
                    stuck = sender.begin((padding + line(mark + sent++, "e1", "e2")).getBytes());
                } while (sent < MOST_HELD && isTaken(stuck));

                assertThat(sent).isLessThan(MOST_HELD);
                sender.hangUp();
                holder.commit();
            }
        }
        Awaitility.await().until(() -> kept(mark) > 0);

        assertThat(Database.query("select session_id from session s where session_id like ? and (select count(*)"
                + " from session_event e where e.session_id = s.session_id) <> 2", mark + "%")).isEmpty();
        assertThat(kept(mark)).isLessThan(sent);
    }

    private static boolean isTaken(CompletableFuture<Void> write) {
        try {
            write.get(700, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static int kept(String mark) {
        return Database.query("select session_id from session where session_id like ?", mark + "%").size();
    }

    /** Fails as a database that is not there does, and at once. */
    private static void hide() {
        Database.execute("alter table session rename to session_away");
    }

    private static void show() {
        Database.execute("alter table session_away rename to session");
    }
}
