package io.winnow.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import io.restassured.RestAssured;

/** HTTP by hand, for requests that no library would send. */
public final class RawHttp {
    private static final int PATIENCE_MILLISECONDS = 20_000;
    private static final int CHUNK = 60_000;
    private static final String CLOSE = "Connection: close";

    private RawHttp() {}

    /** An answer, its head as it came. */
    public record Answer(String head, byte[] body) {
        /** The body of an error, once it is found to be one as documented. */
        public JsonNode problem(int status) {
            var contentType = head.lines().filter(line -> line.toLowerCase().startsWith("content-type: "))
                    .map(line -> line.substring("content-type: ".length())).findFirst().orElse("none");
            return Problems.problem(Integer.parseInt(head.split(" ")[1]), contentType, body, status);
        }
    }

    /** Sends these lines as the head of a request, with what it takes to end the connection after it. */
    public static Answer send(String... head) {
        return sendAndStay(Stream.concat(Arrays.stream(head), Stream.of(CLOSE)).toArray(String[]::new));
    }

    /** Sends these lines as the head of a request and waits for the server to end the connection. */
    public static Answer sendAndStay(String... head) {
        return exchange(request(head));
    }

    /** Asks for something of which little is taken: the client's end of the connection holds no more. To be closed. */
    public static Socket stalled(String path) {
        try {
            var socket = new Socket();
            socket.setSoTimeout(PATIENCE_MILLISECONDS);
            socket.setReceiveBufferSize(4096);
            socket.connect(new InetSocketAddress("localhost", RestAssured.port));
            socket.getOutputStream().write(request("GET " + path + " HTTP/1.1", "Host: localhost", CLOSE));
            assertThat(new String(socket.getInputStream().readNBytes(12), ISO_8859_1)).endsWith(" 200");
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Posts JSON in chunks, without a length. */
    public static Answer postChunked(String path, byte[] body) {
        var request = new ByteArrayOutputStream();
        request.writeBytes(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n").getBytes(ISO_8859_1));
        for (var from = 0; from < body.length; from += CHUNK) {
            var chunk = Arrays.copyOfRange(body, from, Math.min(from + CHUNK, body.length));
            request.writeBytes((Integer.toHexString(chunk.length) + "\r\n").getBytes(ISO_8859_1));
            request.writeBytes(chunk);
            request.writeBytes("\r\n".getBytes(ISO_8859_1));
        }
        request.writeBytes("0\r\n\r\n".getBytes(ISO_8859_1));
        return exchange(request.toByteArray());
    }

    private static byte[] request(String... head) {
        return (String.join("\r\n", head) + "\r\n\r\n").getBytes(ISO_8859_1);
    }

    private static Answer exchange(byte[] request) {
        // Written beside: a server that stops reading would hold this thread up for ever.
        try (var background = new Background(); var socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(PATIENCE_MILLISECONDS);
            background.start(() -> write(socket, request));
            var answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1).split("\r\n\r\n", 2);
            return new Answer(answer[0], answer[1].getBytes(ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Void write(Socket socket, byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        return null;
    }
}
