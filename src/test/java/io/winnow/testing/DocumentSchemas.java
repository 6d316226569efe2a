package io.winnow.testing;

import java.io.IOException;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;

/**
 * An OpenAPI or AsyncAPI document that holds values against its schemas.
 *
 * @param root the whole document
 */
public record DocumentSchemas(JsonNode root) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

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
        // The schema's references point into components, so that comes along.
        ObjectNode whole = ((ObjectNode) schema.deepCopy());
        whole.set("components", root.get("components"));
        return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(whole).validate(value).stream()
                .map(ValidationMessage::toString).toList();
    }

    /** The object itself, or what its {@code $ref} points at. */
    public JsonNode resolve(JsonNode object) {
        return object.has("$ref") ? root.at(object.get("$ref").asText().substring(1)) : object;
    }
}
