package io.winnow.json;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;

/** Writes some members of each of many objects, all with one generator: to set one up takes longer than such a member. */
final class PickMembers {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private PickMembers() {}

    /** A list of objects as JSON text, each with these members alone, {@code null} where they are absent. */
    static String of(JsonNode objects, String... members) {
        var settings = MAPPER.getSerializerProviderInstance();
        var text = new StringWriter();
        try (var json = MAPPER.createGenerator(text)) {
            json.writeStartArray();
            for (var object : objects) {
                write(object, members, json, settings);
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException("Into memory", e);
        }
        return text.toString();
    }

    private static void write(JsonNode object, String[] members, JsonGenerator json, SerializerProvider settings)
            throws IOException {
        json.writeStartObject();
        for (var member : members) {
            json.writeFieldName(member);
            var value = object.get(member);
            if (value == null) {
                json.writeNull();
            } else {
                value.serialize(json, settings);
            }
        }
        json.writeEndObject();
    }
}
