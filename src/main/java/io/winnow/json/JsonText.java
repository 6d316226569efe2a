package io.winnow.json;

import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.winnow.problem.Problem;

/** JSON put together from parts that are JSON already: from PostgreSQL it passes to the wire without being taken apart. */
public final class JsonText {
    /** PostgreSQL's escapes by number have small letters. */
    private static final ObjectWriter TEXTS = JsonMapper.builder().disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
            .build()
            .writer();

    private JsonText() {}

    /** The object with further members behind its own. */
    public static String extend(String object, String... members) {
        return object.substring(0, object.length() - 1) + "," + String.join(",", members) + "}";
    }

    /** An object of these members. */
    public static String object(String... members) {
        return "{" + String.join(",", members) + "}";
    }

    /** A member of an object; the value is JSON or a number. */
    public static String member(String name, Object json) {
        return "\"" + name + "\":" + json;
    }

    /** The member {@code error} of an answer that was under way when it could not be brought to its end. */
    public static String error(Problem problem) {
        return member("error", object(member("type", quote(problem.type())), member("title", quote(problem.title())),
                member("status", problem.status()), member("detail", quote(problem.detail()))));
    }

    /** A list of JSON values. */
    public static String list(Collection<String> items) {
        return items.stream().collect(Collectors.joining(",", "[", "]"));
    }

    /** A text as JSON, with the escapes that PostgreSQL would write; {@code null} as {@code null}. */
    public static String quote(String text) {
        if (text == null) {
            return "null";
        }
        // Nearly all: to set up a generator takes longer than such a text.
        if (text.chars().allMatch(character -> character >= ' ')) {
            return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
        }
        try {
            return TEXTS.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Into memory", e);
        }
    }
}
