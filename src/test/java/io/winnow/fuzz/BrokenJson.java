package io.winnow.fuzz;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/** JSON that was valid, with one thing changed, in a value or in the bytes; and what was never JSON. */
final class BrokenJson {
    /** As they stand in the text: no tree of values could hold most of them. */
    private static final List<String> ODD_TEXTS = List.of("\"\"", "\"a\\u0000b\"", "\"\\ud800\"", "\"\\udc00\\ud800\"",
            "\"\\ud83e\\udd8a\"", "\"" + "x".repeat(256) + "\"", "\"" + "x".repeat(257) + "\"",
            "\"" + "🦊".repeat(256) + "\"", "\"" + "🦊".repeat(257) + "\"", "\" \"", "\"1\"", "\"true\"", "\"ASC\"");
    private static final List<String> ODD_OTHERS = List.of("null", "true", "0", "-1", "1.5", "1e2", "01", "NaN",
            "1e308",
            "1e309", "-1e400", "1e-400", "1e2147483648", "9223372036854775808", "-9223372036854775809",
            "1".repeat(1_100), "[]", "{}", "[null]", "[{}]", "{\"\":null}", "{\"\\u0000\":1}", "{\"\\udfff\":1}",
            "[".repeat(90) + "]".repeat(90), "[".repeat(101) + "]".repeat(101), "[".repeat(50_000),
            "{\"a\":".repeat(120) + "1" + "}".repeat(120), "[" + "{},".repeat(1_000) + "{}]", "", "asc", "'a'",
            "\"\n\"",
            "\"\\x\"");

    /** Octets that are no UTF-8: cut off, overlong, a surrogate, beyond the last character. */
    private static final List<String> NO_UTF8 = List.of("ff", "c3", "80", "c080", "c1a1", "e081a1", "eda080",
            "f4908080", "f8888080", "00", "efbbbf");

    private BrokenJson() {}

    /** Takes a copy apart at a place. */
    private interface Change {
        void at(JsonNode parent, String field, int index);
    }

    private interface Edit {
        byte[] of(byte[] text, int at);
    }

    static Arbitrary<byte[]> of(Arbitrary<JsonNode> valid) {
        var places = Arbitraries.integers().between(0, 1 << 20).withDistribution(RandomDistribution.uniform());
        return Arbitraries.frequencyOf(
                Tuple.of(6, Combinators.combine(valid, places, changes()).as(BrokenJson::change)),
                Tuple.of(4, Combinators.combine(valid.map(BrokenJson::bytes), places, edits())
                        .as((text, place, edit) -> edit.of(text, place % (text.length + 1)))),
                Tuple.of(1, AnyJson.values().map(BrokenJson::bytes)), Tuple.of(1, octets(200)));
    }

    /** Random octets. */
    static Arbitrary<byte[]> octets(int most) {
        return Arbitraries.bytes().filter(octet -> octet != '`').array(byte[].class).ofMaxSize(most);
    }

    static byte[] bytes(JsonNode value) {
        return value.toString().getBytes(UTF_8);
    }

    private static byte[] change(JsonNode valid, int place, Change change) {
        var value = valid.deepCopy();
        var parents = new ArrayList<JsonNode>();
        collectParents(value, parents);
        if (parents.isEmpty()) {
            return bytes(value);
        }
        // Half of them at the top: the fields of a value that nobody looks into are many.
        var parent = parents.get(place % 2 == 0 ? 0 : place % parents.size());
        var fields = new ArrayList<String>();
        parent.fieldNames().forEachRemaining(fields::add);
        var index = place / 1_024 % parent.size();
        change.at(parent, fields.isEmpty() ? null : fields.get(index), index);
        return bytes(value);
    }

    private static void collectParents(JsonNode value, List<JsonNode> parents) {
        if (!value.isEmpty()) {
            parents.add(value);
        }
        value.forEach(below -> collectParents(below, parents));
    }

    private static Arbitrary<Change> changes() {
        Change remove = (parent, field, index) -> {
            if (parent instanceof ObjectNode object) {
                object.remove(field);
            } else {
                ((ArrayNode) parent).remove(index);
            }
        };
        Change add = (parent, field, index) -> put(parent, "unknown", index, "[{\"deep\":null}]");
        var odd = Arbitraries.oneOf(Arbitraries.of(ODD_TEXTS), Arbitraries.of(ODD_OTHERS));
        return Arbitraries.frequencyOf(Tuple.of(1, Arbitraries.of(remove, remove, add)),
                Tuple.of(5, odd.map(json -> (Change) (parent, field, index) -> put(parent, field, index, json))));
    }

    private static void put(JsonNode parent, String field, int index, String json) {
        if (parent instanceof ObjectNode object) {
            object.putRawValue(field, new RawValue(json));
        } else {
            ((ArrayNode) parent).set(index, ((ArrayNode) parent).rawValueNode(new RawValue(json)));
        }
    }

    private static Arbitrary<Edit> edits() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        (text, at) -> Arrays.copyOf(text, at),
                        (text, at) -> splice(text, 1, new String(text, UTF_8).split(",")[0].substring(1) + ","),
                        (text, at) -> new String(text, UTF_8).getBytes(UTF_16BE),
                        (text, at) -> Arrays.copyOfRange(text, at, text.length)),
                Arbitraries.of("}", "{}", " 1", "\u0000", " // odd", "\n\n ")
                        .map(end -> (text, at) -> splice(text, text.length, end)),
                Arbitraries.of(NO_UTF8).map(hex -> (text, at) -> splice(text, at, HexFormat.of().parseHex(hex))),
                octets(1).map(octet -> (text, at) -> splice(text, at, octet)));
    }

    private static byte[] splice(byte[] text, int at, String more) {
        return splice(text, at, more.getBytes(UTF_8));
    }

    private static byte[] splice(byte[] text, int at, byte[] more) {
        var out = new ByteArrayOutputStream();
        out.write(text, 0, Math.min(at, text.length));
        out.writeBytes(more);
        out.write(text, Math.min(at, text.length), text.length - Math.min(at, text.length));
        return out.toByteArray();
    }
}
