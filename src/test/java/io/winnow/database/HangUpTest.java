package io.winnow.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.vertx.sqlclient.impl.command.CloseConnectionCommand;
import io.vertx.sqlclient.impl.command.CommandResponse;

/** Connections that are asked, answer, rest and fall silent, at a clock of the test's own. */
class HangUpTest {
    private static final int SILENCE = 12;
    private static final int REST = 30;

    private final Set<HangUp> connections = ConcurrentHashMap.newKeySet();
    private long seconds;

    /** The client, which says goodbye instead of closing, to another side that does not hang up. */
    private static final class SaysGoodbye extends ChannelOutboundHandlerAdapter {
        @Override
        public void close(ChannelHandlerContext to, ChannelPromise promise) {}
    }

    @Test
    void a_connection_that_rests_may_say_nothing() {
        var connection = connect();
        ask(connection);
        answer(connection);

        pass(REST, connection);

        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void one_that_nobody_gave_back_is_closed_when_it_can_not_be_resting_any_more() {
        var connection = connect();

        pass(REST + SILENCE + 1, connection);

        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void where_connections_rest_for_ever_one_may_say_nothing_for_ever() {
        var connection = connect(Duration.ZERO);

        pass(1_000, connection);

        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void a_silence_of_nothing_is_refused_by_its_name() {
        assertThatThrownBy(() -> new HangUp(connections, Duration.ZERO, Duration.ZERO))
                .hasMessageContaining("winnow.database-silence");
    }

    @Test
    void one_that_was_asked_is_closed_when_it_has_said_nothing_for_so_long() {
        var connection = connect();
        pass(REST, connection);
        ask(connection);

        pass(SILENCE - 1, connection);
        assertThat(connection.isOpen()).isTrue();
        pass(2, connection);
        assertThat(connection.isOpen()).isFalse();
        assertThat(connections).isEmpty();
    }

    @Test
    void an_answer_that_comes_in_pieces_is_waited_for_until_no_more_come() {
        var connection = connect();
        ask(connection);

        for (var piece = 0; piece < 10; piece++) {
            pass(SILENCE - 1, connection);
            connection.writeInbound(Unpooled.wrappedBuffer(new byte[1]));
        }
        assertThat(connection.isOpen()).isTrue();
        pass(SILENCE + 1, connection);
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void of_several_commands_each_is_to_be_answered() {
        var connection = connect();
        ask(connection);
        ask(connection);
        answer(connection);

        pass(SILENCE + 1, connection);

        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void where_one_is_silent_those_that_rest_are_closed_too_and_those_at_work_are_not() {
        var silent = connect();
        var resting = connect();
        var working = connect();
        ask(silent);
        pass(SILENCE - 1, silent, resting, working);
        ask(working);

        pass(2, silent, resting, working);

        assertThat(silent.isOpen()).isFalse();
        assertThat(resting.isOpen()).isFalse();
        assertThat(working.isOpen()).isTrue();
        assertThat(connections).hasSize(1);
    }

    @Test
    void those_that_fall_silent_together_are_closed_once_each() {
        var one = connect();
        var other = connect();
        ask(one);
        ask(other);

        pass(SILENCE + 1, one, other);

        assertThat(one.isOpen()).isFalse();
        assertThat(other.isOpen()).isFalse();
    }

    private EmbeddedChannel connect() {
        return connect(Duration.ofSeconds(REST));
    }

    private EmbeddedChannel connect(Duration rest) {
        var connection = new EmbeddedChannel(new SaysGoodbye());
        connection.freezeTime();
        connection.pipeline().addLast(new HangUp(connections, Duration.ofSeconds(SILENCE), rest,
                () -> TimeUnit.SECONDS.toNanos(seconds)));
        return connection;
    }

    private static void ask(EmbeddedChannel connection) {
        connection.writeOutbound(CloseConnectionCommand.INSTANCE);
    }

    private static void answer(EmbeddedChannel connection) {
        connection.writeInbound(CommandResponse.success(null));
    }

    private void pass(int count, EmbeddedChannel... all) {
        for (var second = 0; second < count; second++) {
            seconds++;
            for (var connection : all) {
                connection.advanceTimeBy(1, TimeUnit.SECONDS);
                connection.runScheduledPendingTasks();
            }
            for (var connection : all) {
                connection.runPendingTasks();
                connection.checkException();
            }
        }
    }
}
