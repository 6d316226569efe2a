package io.winnow.fuzz;

import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;

import io.winnow.testing.DocumentSchemas;

/**
 * One operation of the document.
 *
 * @param method in lower case, as the document has it
 * @param type the media type of its body
 * @param body the schema of its body; {@code null} when it takes none
 * @param mediaType one of those that it answers in
 */
record Operation(String method, String path, List<Parameter> parameters, String type, JsonNode body,
        String mediaType) {
    /** A body of lines, of each of which the schema tells. */
    static final String LINES = "application/x-ndjson";

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    /** A query parameter. */
    record Parameter(String name, boolean isRequired, JsonNode schema) {}

    static List<Operation> of(DocumentSchemas document) {
        return document.root().get("paths").properties().stream().flatMap(path -> path.getValue().properties().stream()
                .filter(operation -> METHODS.contains(operation.getKey()))
                .map(operation -> of(operation.getKey(), path.getKey(), operation.getValue()))).toList();
    }

    private static Operation of(String method, String path, JsonNode operation) {
        var parameters = StreamSupport.stream(operation.path("parameters").spliterator(), false)
                .map(parameter -> new Parameter(parameter.get("name").textValue(),
                        parameter.path("required").asBoolean(), parameter.get("schema")))
                .toList();
        var bodies = operation.at("/requestBody/content");
        var type = bodies.has(LINES) ? LINES : "application/json";
        return new Operation(method, path, parameters, type, bodies.path(type).get("schema"),
                operation.at("/responses/200/content").fieldNames().next());
    }

    boolean takesLines() {
        return LINES.equals(type);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
