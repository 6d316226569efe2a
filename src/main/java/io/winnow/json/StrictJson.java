package io.winnow.json;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.winnow.problem.ProblemException;

/**
 * Reads JSON as the contract wants it: no duplicate key, nothing after the end, not too deep. Numbers keep their value.
 * What the texts and numbers may be is for {@link CheckContent} to say.
 */
final class StrictJson {
    /** Deeper JSON is refused: what is stored is read by others, whose parsers have limits too. */
    static final int MOST_LEVELS = 100;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
            // The JVM's table of interned texts takes seconds for keys that were made to collide.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MOST_LEVELS).build())
            .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
                    // The tree knows its keys: the parser would keep a set of its own of each object's.
                    DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            // Stripping the zeros of 1e999999999 would write them all out first.
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();

    private static final int LONGEST_MESSAGE = 200;
    /** No more of a line is looked through: on a key that was made for it the pattern takes the square of its length. */
    private static final int LONGEST_LINE = 1_000;
    private static final char REPLACEMENT = '\uFFFD';

    /** What Jackson says of its classes and settings: nothing to the sender of a body. */
    private static final Pattern INSIDES = Pattern.compile("(: enable|, from|: not allowed as per) `[^`]*`( to allow)?"
            + "| \\((bound as `[^`]*`|not recognized as one [^)]*|[^(]*\\[Source: .*?\\])\\)|`[^`]*`");

    /** The same behind a key, which may be anything. */
    private static final Pattern INSIDES_OF_A_DUPLICATE = Pattern
            .compile(" for `ObjectNode`: not allowed when `[^`]*` enabled$");

    private StrictJson() {}

    /**
     * A JSON value.
     *
     * @param hasEscapes whether any of its characters was written by its number: as itself no unfit one can be
     */
    record Parsed(JsonNode value, boolean hasEscapes) {}

    /**
     * Parses one JSON value.
     *
     * @throws ProblemException 422 when it is no JSON, or not strictly
     */
    static Parsed parse(byte[] utf8) {
        try {
            var text = text(utf8);
            var value = MAPPER.readTree(text);
            if (value.isMissingNode()) {
                throw ProblemException.invalid("body", "is empty: a JSON object is wanted");
            }
            return new Parsed(value, text.contains("\\u"));
        } catch (JsonProcessingException e) {
            throw ProblemException.invalid("body", explain(e));
        } catch (NumberFormatException e) {
            // Jackson lets it through: an exponent beyond 32 bits.
            throw ProblemException.invalid("body", "has a number whose exponent is out of range");
        } catch (IOException e) {
            throw ProblemException.invalid("body", "is not UTF-8 text");
        }
    }

    /** Given octets Jackson would guess at UTF-16 and UTF-32, and take characters that are encoded longer than need be. */
    private static String text(byte[] utf8) throws CharacterCodingException {
        var text = new String(utf8, StandardCharsets.UTF_8);
        // What is no UTF-8 has become this character. The strict decoder takes several times as long.
        return text.indexOf(REPLACEMENT) < 0 ? text : strict(utf8);
    }

    private static String strict(byte[] utf8) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    }

    /** Jackson's first line, but for its insides, and short even where it repeats a key of many kilobytes. */
    private static String explain(JsonProcessingException e) {
        var line = e.getOriginalMessage().lines().findFirst().orElse("");
        var told = Texts.shorten(INSIDES_OF_A_DUPLICATE.matcher(line).replaceAll(""), LONGEST_LINE);
        var what = INSIDES.matcher(told).replaceAll("").strip();
        var at = e.getLocation();
        return "is not valid JSON: " + Texts.shorten(what, LONGEST_MESSAGE)
                + (at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")");
    }
}
