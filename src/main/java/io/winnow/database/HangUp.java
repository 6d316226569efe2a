package io.winnow.database;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.vertx.sqlclient.impl.command.CommandBase;
import io.vertx.sqlclient.impl.command.CommandResponse;

/**
 * Closes a connection that was asked and says nothing: whoever waits for an answer is told that it was closed. One that was asked
 * nothing has nothing to say; but where another was silent, the network may have forgotten this one too, and it is closed as well
 * before anybody asks it. So is one that is silent for longer than any may rest: nobody gave it back to the pool. Stands behind
 * the client's codec, where commands and their answers pass whole.
 */
final class HangUp extends ChannelDuplexHandler {
    /** How often a connection is looked at while it may be silent. */
    private static final int LOOKS = 12;

    private final Set<HangUp> connections;
    private final long silence;
    private final long longest;
    private final LongSupplier nanoTime;

    private ChannelHandlerContext context;
    private Future<?> looks;
    /** Commands without an answer. */
    private int asked;
    /** When it was made, the last octet came, or the first of these commands went. */
    private long heard;

    /**
     * For a new connection.
     *
     * @param connections all of the same pool, safe to be changed by several threads
     * @param silence for how long an answer may say nothing, more than zero; noticed up to a twelfth of it later
     * @param rest how long the pool lets one rest; zero for ever
     */
    HangUp(Set<HangUp> connections, Duration silence, Duration rest) {
        this(connections, silence, rest, System::nanoTime);
    }

    HangUp(Set<HangUp> connections, Duration silence, Duration rest, LongSupplier nanoTime) {
        if (silence.isZero() || silence.isNegative()) {
            throw new IllegalArgumentException("winnow.database-silence must be longer than 0, not " + silence);
        }
        this.connections = connections;
        this.silence = silence.toNanos();
        longest = rest.isZero() ? Long.MAX_VALUE : rest.plus(silence).toNanos();
        this.nanoTime = nanoTime;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        heard = nanoTime.getAsLong();
        connections.add(this);
        looks = added.executor().scheduleAtFixedRate(this::look, silence / LOOKS, silence / LOOKS,
                TimeUnit.NANOSECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        connections.remove(this);
        looks.cancel(false);
    }

    @Override
    public void write(ChannelHandlerContext to, Object message, ChannelPromise promise) {
        if (message instanceof CommandBase) {
            if (asked == 0) {
                heard = nanoTime.getAsLong();
            }
            asked++;
        }
        to.write(message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
        if (message instanceof CommandResponse) {
            asked--;
        }
        from.fireChannelRead(message);
    }

    /** Also where what came is no whole message yet. */
    @Override
    public void channelReadComplete(ChannelHandlerContext from) {
        heard = nanoTime.getAsLong();
        from.fireChannelReadComplete();
    }

    private void look() {
        var silent = nanoTime.getAsLong() - heard;
        if (asked > 0 && silent >= silence) {
            close();
            connections.forEach(other -> other.context.executor().execute(other::closeIfAskedNothing));
        } else if (silent >= longest) {
            close();
        }
    }

    private void closeIfAskedNothing() {
        // One that is closed by now has answered its commands with that, and has no place any more to close it from.
        if (asked == 0 && !context.isRemoved()) {
            close();
        }
    }

    /** From next to the socket: a close that passes by the client would say goodbye and wait. */
    private void close() {
        context.pipeline().firstContext().close();
    }
}
