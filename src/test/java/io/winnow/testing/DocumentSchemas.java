package io.winnow.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;

/** An OpenAPI or AsyncAPI document that holds values against its schemas. */
public final class DocumentSchemas {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final JsonNode root;
    /** To read a schema takes far longer than to use it. */
    private final Map<JsonNode, JsonSchema> read = new ConcurrentHashMap<>();

    public DocumentSchemas(JsonNode root) {
        this.root = root;
    }

    /** The whole document. */
    public JsonNode root() {
        return root;
    }

    /** The document that is served at a path. */
    public static DocumentSchemas at(String path) {
        return new DocumentSchemas(json(Api.get(path).then().statusCode(200).extract().asByteArray()));
    }

    public static JsonNode json(byte[] text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new AssertionError("This is not JSON: " + new String(text), e);
        }
    }

    /** What is wrong with a value by the schema at a pointer such as {@code #/components/schemas/Problem}. */
    public List<String> faults(String pointer, JsonNode value) {
        return faults(MAPPER.createObjectNode().put("$ref", pointer), value);
    }

    /** What is wrong with a value by a schema of this document. */
    public List<String> faults(JsonNode schema, JsonNode value) {
        return read.computeIfAbsent(schema, this::read).validate(value).stream().map(ValidationMessage::toString)
                .toList();
    }

    /** Insists that this is an answer which the document tells of: its status, its content type, its body. */
    public void assertDocumented(String method, String path, int status, String contentType, byte[] body) {
        var what = method + " " + path + " " + status;
        var told = root.at("/paths").path(path).path(method).path("responses").path(Integer.toString(status));
        assertThat(told.isMissingNode()).as(what + " is not documented").isFalse();
        var content = resolve(told).path("content").path(String.valueOf(contentType).split(";")[0]);
        assertThat(content.isMissingNode()).as(what + " is not documented as " + contentType).isFalse();
        values(contentType, body)
                .forEach(value -> assertThat(faults(content.path("schema"), value)).as(what).isEmpty());
    }

    private static Stream<JsonNode> values(String contentType, byte[] body) {
        if (contentType.startsWith("application/x-ndjson")) {
            return new String(body, UTF_8).lines().map(line -> json(line.getBytes(UTF_8)));
        }
        return Stream.of(contentType.contains("json") ? json(body) : TextNode.valueOf(new String(body, UTF_8)));
    }

    /** The schemas of which a value of this one has to be: itself, or the ways in which it can be that one. */
    public List<ObjectNode> choices(JsonNode schema) {
        var whole = whole(schema);
        var choices = whole.has("oneOf") ? whole.remove("oneOf") : whole.remove("anyOf");
        return choices == null
                ? List.of(whole)
                : StreamSupport.stream(choices.spliterator(), false).map(choice -> {
                    var chosen = whole.deepCopy();
                    merge(chosen, whole(choice));
                    return chosen;
                }).toList();
    }

    /** A schema with all that its {@code $ref} and its {@code allOf} bring, in one. */
    public ObjectNode whole(JsonNode schema) {
        var whole = MAPPER.createObjectNode();
        var resolved = resolve(schema);
        resolved.path("allOf").forEach(part -> merge(whole, whole(part)));
        merge(whole, (ObjectNode) resolved);
        return whole;
    }

    private static void merge(ObjectNode whole, ObjectNode part) {
        part.properties().forEach(keyword -> {
            if (keyword.getValue() instanceof ObjectNode more) {
                whole.withObjectProperty(keyword.getKey()).setAll(more);
            } else if (keyword.getKey().equals("required")) {
                whole.withArrayProperty("required").addAll((ArrayNode) keyword.getValue());
            } else {
                whole.set(keyword.getKey(), keyword.getValue());
            }
        });
    }

    private JsonSchema read(JsonNode schema) {
        // The schema's references point into components, so that comes along.
        ObjectNode whole = schema.deepCopy();
        whole.set("components", root.get("components"));
        return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(whole);
    }

    /** The object itself, or what its {@code $ref} points at. */
    public JsonNode resolve(JsonNode object) {
        return object.has("$ref") ? root.at(object.get("$ref").asText().substring(1)) : object;
    }
}
