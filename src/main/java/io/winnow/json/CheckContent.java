package io.winnow.json;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import io.winnow.problem.FieldError;

/**
 * Finds the texts and numbers that can't be kept as they are, anywhere in a value, in known fields or not. Bodies made to
 * hurt have keys and lists of megabytes: a path is put together only for what is wrong, and only so much is told.
 */
final class CheckContent {
    /** More is not named: with the paths the answer could be thousands of times as long as the body. */
    static final int MOST_FAULTS = 100;
    static final int LONGEST_PATH = 256;

    private final StringBuilder path = new StringBuilder();
    /** JSON allows no NUL and UTF-8 no lone surrogate, but as an escape: without any, texts need not be looked through. */
    private final boolean looksAtTexts;
    private final List<FieldError> errors;

    private CheckContent(boolean looksAtTexts, List<FieldError> errors) {
        this.looksAtTexts = looksAtTexts;
        this.errors = errors;
    }

    /** Adds what is wrong, 100 faults at most. */
    static void of(StrictJson.Parsed parsed, List<FieldError> errors) {
        var content = new CheckContent(parsed.hasEscapes(), errors);
        // Nearly all are fit: where anything is wrong is found out when something is.
        if (!content.isFit(parsed.value())) {
            content.check(parsed.value());
        }
    }

    private boolean isFit(JsonNode value) {
        if (value.isObject()) {
            for (var field : value.properties()) {
                if (fault(field.getKey()).isPresent() || !isFit(field.getValue())) {
                    return false;
                }
            }
        } else if (value.isArray()) {
            for (var item : value) {
                if (!isFit(item)) {
                    return false;
                }
            }
        }
        return fault(value).isEmpty();
    }

    private void check(JsonNode value) {
        if (errors.size() >= MOST_FAULTS) {
            return;
        }
        fault(value).ifPresent(this::wrong);
        if (value.isObject()) {
            value.properties().forEach(field -> checkField(field.getKey(), field.getValue()));
        } else if (value.isArray()) {
            for (var i = 0; i < value.size(); i++) {
                checkBelow("[" + i + "]", value.get(i));
            }
        }
    }

    private void checkField(String key, JsonNode value) {
        if (fault(key).isPresent()) {
            wrong("has a key with a NUL or a lone surrogate");
        } else {
            checkBelow(path.isEmpty() ? key : "." + key, value);
        }
    }

    private Optional<String> fault(JsonNode value) {
        if (value.isTextual()) {
            return fault(value.textValue());
        }
        return value.isNumber() && Double.isInfinite(value.doubleValue())
                ? Optional.of("is a number beyond an IEEE double")
                : Optional.empty();
    }

    private Optional<String> fault(String text) {
        return looksAtTexts ? Texts.fault(text) : Optional.empty();
    }

    private void checkBelow(String step, JsonNode value) {
        var here = path.length();
        path.append(step);
        check(value);
        path.setLength(here);
    }

    private void wrong(String message) {
        errors.add(new FieldError(path.isEmpty() ? "body" : Texts.shorten(path, LONGEST_PATH), message));
    }
}
