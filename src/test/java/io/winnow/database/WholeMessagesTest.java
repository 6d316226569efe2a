package io.winnow.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.CorruptedFrameException;

/** What PostgreSQL sends, cut as a network may cut it. */
class WholeMessagesTest {
    private static final List<String> MESSAGES = List.of("2", "Dsome row", "D", "Ca command that is complete", "ZI");

    @Test
    void messages_come_whole_and_alone_however_they_are_cut() {
        var answer = answer();
        for (var first = 0; first <= answer.length; first++) {
            for (var second = first; second <= answer.length; second++) {
                assertThat(passed(answer, first, second)).as("cut at %d and %d", first, second).isEqualTo(MESSAGES);
            }
        }
    }

    @Test
    void nothing_is_kept_of_what_was_passed_on_nor_of_a_connection_that_closes_within_a_message() {
        var channel = new EmbeddedChannel(ConnectToPostgres.wholeMessages());
        var answer = Unpooled.wrappedBuffer(answer());
        var half = Unpooled.wrappedBuffer(answer(), 0, 10);

        channel.writeInbound(answer);
        MESSAGES.forEach(message -> ((ByteBuf) channel.readInbound()).release());
        assertThat(answer.refCnt()).isZero();

        channel.writeInbound(half);
        channel.finishAndReleaseAll();
        assertThat(half.refCnt()).isZero();
    }

    @Test
    void a_length_that_can_not_be_is_an_error() {
        var channel = new EmbeddedChannel(ConnectToPostgres.wholeMessages());

        assertThatThrownBy(() -> channel.writeInbound(Unpooled.wrappedBuffer(new byte[]{'D', 0, 0, 0, 3})))
                .isInstanceOf(CorruptedFrameException.class);
    }

    private static List<String> passed(byte[] answer, int first, int second) {
        var channel = new EmbeddedChannel(ConnectToPostgres.wholeMessages());
        Stream.of(new int[]{0, first}, new int[]{first, second}, new int[]{second, answer.length})
                .forEach(piece -> channel.writeInbound(Unpooled.copiedBuffer(answer, piece[0], piece[1] - piece[0])));
        var passed = new ArrayList<String>();
        for (ByteBuf message = channel.readInbound(); message != null; message = channel.readInbound()) {
            var type = message.readByte();
            assertThat(message.readInt()).isEqualTo(Integer.BYTES + message.readableBytes());
            passed.add((char) type + message.toString(StandardCharsets.UTF_8));
            message.release();
        }
        channel.finishAndReleaseAll();
        return passed;
    }

    private static byte[] answer() {
        var answer = Unpooled.buffer();
        for (var message : MESSAGES) {
            answer.writeByte(message.charAt(0)).writeInt(Integer.BYTES + message.length() - 1)
                    .writeCharSequence(message.substring(1), StandardCharsets.UTF_8);
        }
        return ByteBufUtil.getBytes(answer);
    }
}
