package io.winnow.http;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;

import io.vertx.core.http.HttpServerRequest;
import io.winnow.problem.FieldError;
import io.winnow.problem.ProblemException;

/**
 * Refuses query parameters that are not percent-encoded UTF-8, lone surrogates among them: the framework reads each bad
 * byte as the same U+FFFD, so that different ids would find the same session.
 */
public class CheckQuery {

    @ServerRequestFilter
    void check(HttpServerRequest request) {
        var errors = Stream.ofNullable(request.query()).flatMap(query -> Stream.of(query.split("&")))
                .filter(parameter -> !isEncoded(parameter))
                .map(parameter -> new FieldError(parameter.split("=")[0], "must be percent-encoded UTF-8")).toList();
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
    }

    private static boolean isEncoded(String parameter) {
        try {
            // By way of Latin-1, which has a character for each octet.
            var octets = URLDecoder.decode(parameter, StandardCharsets.ISO_8859_1)
                    .getBytes(StandardCharsets.ISO_8859_1);
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets));
            return parameter.chars().allMatch(character -> character < 0x80);
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return false;
        }
    }
}
