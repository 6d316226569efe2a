package io.winnow.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import io.winnow.problem.FieldError;
import io.winnow.problem.ProblemException;

/**
 * A JSON object sent to us, read field by field. What is wrong is noted and reading goes on with {@code null}, so that
 * {@link #check()} can name everything at once. Fields that nobody asks for are ignored; {@code null} is the same as
 * absent.
 */
public final class JsonInput {
    private final JsonNode object;
    private final String path;
    private final List<FieldError> errors;

    private JsonInput(JsonNode object, String path, List<FieldError> errors) {
        this.object = object.isObject() ? object : MissingNode.getInstance();
        this.path = path;
        this.errors = errors;
        if (!object.isObject()) {
            errors.add(new FieldError(path.isEmpty() ? "body" : path, "must be a JSON object"));
        }
    }

    /**
     * Parses a body.
     *
     * @throws ProblemException 422 when it is no JSON, or not strictly (see {@link StrictJson})
     */
    public static JsonInput parse(byte[] utf8) {
        var errors = new ArrayList<FieldError>();
        var parsed = StrictJson.parse(utf8);
        CheckContent.of(parsed, errors);
        return new JsonInput(parsed.value(), "", errors);
    }

    /** A required id, 1 to 256 characters. */
    public String id(String name) {
        return checkedId(name, required(name));
    }

    /** An id that may be absent. */
    public String optionalId(String name) {
        return checkedId(name, optional(name));
    }

    /** A required text of any length, which may be empty. */
    public String text(String name) {
        return required(name).filter(value -> is(name, value.isTextual(), "must be a text"))
                .map(JsonNode::textValue).orElse(null);
    }

    /** A text of at most {@code most} characters that may be absent. */
    public String optionalText(String name, int most) {
        return checkedText(name, optional(name), text -> Texts.lengthFault(text, most));
    }

    /** A 64-bit integer, without a fraction. */
    public Long optionalInteger(String name) {
        return optional(name)
                .filter(value -> is(name, value.isIntegralNumber(), "must be an integer")
                        && is(name, value.canConvertToLong(), "must fit into 64 bits"))
                .map(JsonNode::longValue).orElse(null);
    }

    /** A number, fractions allowed, with all the digits that were sent. */
    public String optionalNumber(String name) {
        return optional(name).filter(value -> is(name, value.isNumber(), "must be a number"))
                .map(JsonNode::asText).orElse(null);
    }

    /** A boolean, {@code false} when absent. */
    public boolean flag(String name) {
        return optional(name).filter(value -> is(name, value.isBoolean(), "must be true or false"))
                .map(JsonNode::booleanValue).orElse(false);
    }

    /** Any JSON value, as JSON text. */
    public String optionalJson(String name) {
        return optional(name).map(JsonNode::toString).orElse(null);
    }

    /** An object that may be absent, read by {@code reader}. */
    public <T> T optionalObject(String name, Function<JsonInput, T> reader) {
        return optional(name).map(value -> reader.apply(new JsonInput(value, below(path, name), errors))).orElse(null);
    }

    /** A required object, read by {@code reader}. */
    public <T> T object(String name, Function<JsonInput, T> reader) {
        required(name);
        return optionalObject(name, reader);
    }

    /** A required list of at most {@code most} objects, each read by {@code reader}; empty when something is wrong. */
    public <T> List<T> objects(String name, int most, Function<JsonInput, T> reader) {
        var items = new ArrayList<T>();
        list(name, most).ifPresent(values -> values.forEach(value -> items.add(
                reader.apply(new JsonInput(value, below(path, name) + "[" + items.size() + "]", errors)))));
        return items;
    }

    /** The same where the list may be absent. */
    public <T> List<T> optionalObjects(String name, int most, Function<JsonInput, T> reader) {
        return optional(name).isEmpty() ? List.of() : objects(name, most, reader);
    }

    /**
     * A list that was read by {@link #objects}, as JSON text: each object with these members alone and in this order,
     * {@code null} where they are absent.
     *
     * @return {@code null} when something is wrong already
     */
    public String picked(String name, String... members) {
        return errors.isEmpty() ? PickMembers.of(object.get(name), members) : null;
    }

    /** A required list of 1 to {@code most} ids; empty when something is wrong. */
    public List<String> ids(String name, int most) {
        var ids = new ArrayList<String>();
        list(name, most).filter(values -> is(name, !values.isEmpty(), "must have at least one item"))
                .ifPresent(values -> values
                        .forEach(value -> ids.add(checkedId(name + "[" + ids.size() + "]", Optional.of(value)))));
        return ids;
    }

    /** Whether there is such a field, right or wrong. */
    public boolean has(String name) {
        return optional(name).isPresent();
    }

    /** Whether the first of two fields is there, of which exactly one has to be. */
    public boolean either(String one, String other) {
        if (has(one) == has(other)) {
            wrong("must have either " + one + " or " + other + (has(one) ? ", not both" : ""));
        }
        return has(one);
    }

    /** Notes each other field as wrong, for where one that is misspelt must not be passed over. */
    public void only(String... names) {
        object.fieldNames().forEachRemaining(name -> is(name, List.of(names).contains(name),
                "is not known: must be one of " + String.join(", ", names)));
    }

    /** Notes that the object is wrong as a whole; of what is no object that is known already. */
    public void wrong(String message) {
        if (object.isObject()) {
            errors.add(new FieldError(path.isEmpty() ? "body" : path, message));
        }
    }

    /** Notes that a field is wrong in a way that only the caller can tell. */
    public void wrong(String name, String message) {
        errors.add(new FieldError(below(path, name), message));
    }

    /**
     * Ends the reading.
     *
     * @throws ProblemException 422 naming everything that was found wrong
     */
    public void check() {
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
    }

    private static String below(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private Optional<JsonNode> optional(String name) {
        return Optional.ofNullable(object.get(name)).filter(value -> !value.isNull());
    }

    private Optional<JsonNode> required(String name) {
        var value = optional(name);
        if (value.isEmpty() && !object.isMissingNode()) {
            wrong(name, "is required");
        }
        return value;
    }

    private Optional<JsonNode> list(String name, int most) {
        return required(name).filter(value -> is(name, value.isArray(), "must be a list")
                && is(name, value.size() <= most, "must have at most " + most + " items"));
    }

    private String checkedId(String name, Optional<JsonNode> value) {
        return checkedText(name, value, Texts::lengthFault);
    }

    private String checkedText(String name, Optional<JsonNode> value, Function<String, Optional<String>> fault) {
        var text = value.filter(node -> is(name, node.isTextual(), "must be a text")).map(JsonNode::textValue);
        text.flatMap(fault).ifPresent(message -> wrong(name, message));
        return text.orElse(null);
    }

    private boolean is(String name, boolean right, String message) {
        if (!right) {
            wrong(name, message);
        }
        return right;
    }
}
