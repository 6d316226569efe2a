package io.winnow.fuzz;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import io.winnow.testing.DocumentSchemas;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Values that the document says are taken. A service that refuses one, or a document that says too much, is at fault. */
final class ValidValues {
    private static final JsonNodeFactory JSON = JsonNodeFactory.withExactBigDecimals(true);
    private static final int LONGEST_TEXT = 300;
    private static final int MOST_ITEMS = 5;

    private final DocumentSchemas document;
    private final KnownIds known;

    ValidValues(DocumentSchemas document, KnownIds known) {
        this.document = document;
        this.known = known;
    }

    /** Values of the field, parameter or body of this name. */
    Arbitrary<JsonNode> of(String name, JsonNode schema) {
        return Arbitraries.oneOf(document.choices(schema).stream().map(choice -> ofWhole(name, choice)).toList());
    }

    private Arbitrary<JsonNode> ofWhole(String name, ObjectNode whole) {
        if (whole.has("enum")) {
            return Arbitraries.of(list(whole.get("enum")));
        }
        var types = whole.path("type").isArray() ? list(whole.get("type")) : List.of(whole.path("type"));
        return Arbitraries.oneOf(types.stream().map(type -> of(name, type.asText(), whole)).toList());
    }

    private Arbitrary<JsonNode> of(String name, String type, ObjectNode schema) {
        return switch (type) {
            case "object" -> objects(schema);
            case "array" -> arrays(name, schema);
            case "string" -> strings(name, schema);
            case "integer" -> integers(schema);
            case "number" -> schema.has("exclusiveMinimum")
                    ? between(schema)
                    : Arbitraries.oneOf(Arbitraries.doubles().map(JSON::numberNode),
                            Arbitraries.integers().map(JSON::numberNode));
            case "boolean" -> Arbitraries.of(true, false).map(JSON::booleanNode);
            case "null" -> Arbitraries.just(JSON.nullNode());
            case "" -> AnyJson.values();
            default -> throw new IllegalArgumentException("The document has a type that nothing is made for: " + type);
        };
    }

    private Arbitrary<JsonNode> objects(ObjectNode schema) {
        var required = list(schema.path("required")).stream().map(JsonNode::textValue).toList();
        var fields = schema.path("properties").properties().stream().map(property -> {
            var name = property.getKey();
            return of(name, property.getValue()).map(value -> Tuple.of(name, value))
                    .optional(required.contains(name) ? 1 : 0.5);
        }).toList();
        return Combinators.combine(fields).as(present -> {
            var object = JSON.objectNode();
            present.stream().flatMap(Optional::stream).forEach(field -> object.set(field.get1(), field.get2()));
            return object;
        });
    }

    private Arbitrary<JsonNode> arrays(String name, ObjectNode schema) {
        var items = of(name, schema.get("items"));
        var least = schema.path("minItems").asInt(0);
        var most = schema.path("maxItems").asInt(MOST_ITEMS);
        var few = items.list().ofMinSize(least).ofMaxSize(MOST_ITEMS);
        // As many as there may be, of the same: as many different ones would take long to make.
        return Arbitraries.<List<JsonNode>>frequencyOf(Tuple.of(200, few),
                Tuple.of(1, items.map(item -> Collections.nCopies(most, item))))
                .map(values -> JSON.arrayNode().addAll(values));
    }

    private Arbitrary<JsonNode> strings(String name, ObjectNode schema) {
        if (schema.has("pattern")) {
            return Arbitraries.of(list(schema.get("examples")));
        }
        var any = AnyJson.texts(schema.path("minLength").asInt(0), schema.path("maxLength").asInt(LONGEST_TEXT));
        var familiar = Arbitraries.randomValue(random -> Optional.ofNullable(known.any(name, random)));
        return Combinators.combine(any, familiar, Arbitraries.of(true, true, true, false))
                .as((text, id, isKnown) -> TextNode.valueOf(isKnown ? id.orElse(text) : text));
    }

    private static Arbitrary<JsonNode> between(ObjectNode schema) {
        return Arbitraries.bigDecimals().ofScale(4)
                .between(schema.get("exclusiveMinimum").decimalValue(), false,
                        schema.get("exclusiveMaximum").decimalValue(), false)
                .map(JSON::numberNode);
    }

    private static Arbitrary<JsonNode> integers(ObjectNode schema) {
        var all = Arbitraries.longs().between(schema.path("minimum").asLong(Long.MIN_VALUE),
                schema.path("maximum").asLong(Long.MAX_VALUE));
        if (schema.has("minimum")) {
            return all.map(JSON::numberNode);
        }
        // Without bounds it is a time, and most of those are long ago: then nothing but the answer 400 would be seen.
        var now = System.currentTimeMillis() / 1000;
        return Arbitraries.frequencyOf(Tuple.of(4, Arbitraries.longs().between(now - 3_600, now)), Tuple.of(1, all))
                .map(JSON::numberNode);
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
