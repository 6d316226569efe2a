package io.winnow.console.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.winnow.testing.Background;

class UnstalledTest {

    @Test
    @Timeout(20)
    void an_answer_that_falls_silent_ends_the_wait() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var background = new Background()) {
            background.start(() -> {
                // Kept open: neither an end nor another byte comes.
                var guest = server.accept();
                guest.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nfive!".getBytes(US_ASCII));
                return guest;
            });
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getLocalPort())).build();
            var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream()).body();

            try (var in = new Unstalled(answer, Duration.ofMillis(300))) {
                assertThat(new String(in.readNBytes(5), US_ASCII)).isEqualTo("five!");
                assertThatThrownBy(in::read).isInstanceOf(Passing.class).hasMessageContaining("nothing came");
            }
        }
    }
}
