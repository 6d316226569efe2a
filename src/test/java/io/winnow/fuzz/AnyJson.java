package io.winnow.fuzz;

import java.util.List;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** JSON of any shape, and the texts in it; all of it can be stored. */
final class AnyJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.withExactBigDecimals(true);
    private static final int DEEPEST = 3;

    private AnyJson() {}

    static Arbitrary<JsonNode> values() {
        return Arbitraries.recursive(AnyJson::scalars, AnyJson::containers, 0, DEEPEST);
    }

    /** Texts of so many characters, counted in code points as JSON Schema does. */
    static Arbitrary<String> texts(int least, int most) {
        var texts = characters().list().ofMinSize(least).ofMaxSize(most).map(AnyJson::text);
        return Arbitraries.frequencyOf(Tuple.of(8, texts), Tuple.of(1, characters().map(one -> text(one).repeat(most))),
                Tuple.of(1, characters().map(one -> text(one).repeat(least))));
    }

    private static Arbitrary<Integer> characters() {
        var latin = Arbitraries.integers().between(' ', '~');
        var others = Arbitraries.integers().between(1, 0x10ffff)
                // The two things that no text may have: NUL and surrogates that are alone.
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE);
        return Arbitraries.frequencyOf(Tuple.of(4, latin), Tuple.of(1, others))
                // In an answer that repeats it Problems would see the insides of a parser.
                .filter(point -> point != '`');
    }

    private static String text(Integer character) {
        return Character.toString(character);
    }

    private static String text(List<Integer> characters) {
        return characters.stream().map(AnyJson::text).collect(Collectors.joining());
    }

    private static Arbitrary<JsonNode> scalars() {
        return Arbitraries.oneOf(texts(0, 40).map(JSON::textNode), Arbitraries.longs().map(JSON::numberNode),
                Arbitraries.doubles().map(JSON::numberNode), Arbitraries.bigDecimals().map(JSON::numberNode),
                Arbitraries.of(true, false).map(JSON::booleanNode), Arbitraries.just(JSON.nullNode()));
    }

    private static Arbitrary<JsonNode> containers(Arbitrary<JsonNode> items) {
        return Arbitraries.oneOf(
                items.list().ofMaxSize(4).map(values -> JSON.arrayNode().addAll(values)),
                Arbitraries.maps(texts(0, 12), items).ofMaxSize(4).map(values -> JSON.objectNode().setAll(values)));
    }
}
