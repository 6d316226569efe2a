package io.winnow.console;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

import org.apache.kafka.common.header.Header;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

/** A letter with all that it holds, as one line of JSON. */
final class LetterJson {

    private static final JsonFactory FACTORY = new JsonFactory();

    private LetterJson() {}

    static String line(Letter letter) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(line)) {
            write(letter, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString();
    }

    private static void write(Letter letter, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("letter", letter.position().toString());
        json.writeNumberField("time", letter.time().getEpochSecond());
        json.writeStringField("reason", letter.reason().orElse(null));
        json.writeStringField("topic", letter.topic().orElse(null));
        json.writeObjectField("partition", letter.origin().map(Position::partition).orElse(null));
        json.writeObjectField("offset", letter.origin().map(Position::offset).orElse(null));
        json.writeStringField("resent_from", letter.resentFrom().orElse(null));
        bytes("key", letter.record().key(), json);
        bytes("value", letter.record().value(), json);
        json.writeArrayFieldStart("headers");
        for (Header header : letter.headers()) {
            json.writeStartObject();
            json.writeStringField("name", header.key());
            bytes("value", header.value(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Text under its name; what is none as base64, under a name that says so. */
    private static void bytes(String name, byte[] bytes, JsonGenerator json) throws IOException {
        if (bytes == null) {
            json.writeNullField(name);
        } else if (Utf8.decode(bytes).isPresent()) {
            json.writeStringField(name, Utf8.decode(bytes).get());
        } else {
            json.writeStringField(name + "_base64", Utf8.base64(bytes));
        }
    }
}
