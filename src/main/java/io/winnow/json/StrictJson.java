package io.winnow.json;

import java.io.IOException;
import java.util.List;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.winnow.problem.FieldError;
import io.winnow.problem.ProblemException;

/**
 * Reads JSON as the contract wants it: no duplicate key, nothing after the end, no NUL or lone surrogate in any text,
 * no number beyond an IEEE double. Numbers keep their digits.
 */
final class StrictJson {
    /** Deeper JSON is refused: what is stored is read by others, whose parsers have limits too. */
    static final int MOST_LEVELS = 100;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MOST_LEVELS).build())
            .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            // Stripping the zeros of 1e999999999 would write them all out first.
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();

    private StrictJson() {}

    /**
     * Parses one JSON value.
     *
     * @throws ProblemException 422 when it is no JSON, or not strictly
     */
    static JsonNode parse(byte[] utf8) {
        try {
            var value = MAPPER.readTree(utf8);
            if (value.isMissingNode()) {
                throw ProblemException.invalid("body", "is empty: a JSON object is wanted");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw ProblemException.invalid("body", explain(e));
        } catch (IOException e) {
            throw ProblemException.invalid("body", "is not UTF-8 text");
        }
    }

    /** Adds what is wrong with the texts and numbers anywhere in the value, known fields or not. */
    static void checkContent(JsonNode value, String path, List<FieldError> errors) {
        if (value.isTextual()) {
            Texts.fault(value.textValue()).ifPresent(fault -> errors.add(new FieldError(path, fault)));
        } else if (value.isNumber() && Double.isInfinite(value.doubleValue())) {
            errors.add(new FieldError(path, "is a number beyond an IEEE double"));
        } else if (value.isObject()) {
            value.properties().forEach(field -> {
                if (Texts.fault(field.getKey()).isPresent()) {
                    errors.add(new FieldError(path, "has a key with a NUL or a lone surrogate"));
                } else {
                    checkContent(field.getValue(), JsonInput.below(path, field.getKey()), errors);
                }
            });
        } else if (value.isArray()) {
            for (var i = 0; i < value.size(); i++) {
                checkContent(value.get(i), path + "[" + i + "]", errors);
            }
        }
    }

    /** Jackson's first line, without the class names that it may hold. */
    private static String explain(JsonProcessingException e) {
        var what = e.getOriginalMessage().lines().findFirst().orElse("").replaceAll("`?\\b(java|com)\\.[\\w.$]+`?",
                "value");
        var at = e.getLocation();
        return "is not valid JSON: " + what.strip()
                + (at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")");
    }
}
