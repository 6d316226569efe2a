package io.winnow.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import io.winnow.problem.FieldError;
import io.winnow.problem.ProblemException;

/** Query parameters, read one by one; as with {@link JsonInput} everything that is wrong is named at once. */
public final class QueryInput {
    private final List<FieldError> errors = new ArrayList<>();

    /** A required id, 1 to 256 characters. */
    public String id(String name, String value) {
        if (value != null) {
            Texts.lengthFault(value).ifPresent(fault -> wrong(name, fault));
        }
        return text(name, value);
    }

    /** A required text of any length. */
    public String text(String name, String value) {
        if (value == null) {
            wrong(name, "is required");
        } else {
            Texts.fault(value).ifPresent(fault -> wrong(name, fault));
        }
        return value;
    }

    /** An integer from {@code least} to {@code most}, or {@code absent} where it isn't sent. */
    public long integer(String name, String value, long absent, long least, long most) {
        if (value == null) {
            return absent;
        }
        try {
            var number = Long.parseLong(value);
            // parseLong takes a plus too, and the digits of any script.
            if (number >= least && number <= most && value.matches("-?[0-9]+")) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below: the same message serves a text and a number out of range.
        }
        errors.add(new FieldError(name, "must be an integer from " + least + " to " + most));
        return absent;
    }

    /** One of the values of an enum, by its name, or {@code absent} where it isn't sent. */
    public <E extends Enum<E>> E choice(String name, String value, E absent) {
        return choice(name, value, absent, absent.getDeclaringClass());
    }

    /** One of the values of an enum, by its name, or {@code absent}, which may be {@code null}, where it isn't sent. */
    public <E extends Enum<E>> E choice(String name, String value, E absent, Class<E> values) {
        if (value == null) {
            return absent;
        }
        var chosen = Arrays.stream(values.getEnumConstants()).filter(one -> one.name().equals(value)).findFirst();
        if (chosen.isEmpty()) {
            wrong(name, Arrays.stream(values.getEnumConstants()).map(Enum::name)
                    .collect(Collectors.joining(", ", "must be one of ", "")));
        }
        return chosen.orElse(absent);
    }

    /** {@code true} or {@code false}; {@code false} where it isn't sent, or empty. */
    public boolean flag(String name, String value) {
        if (value != null && !value.isEmpty() && !value.equals("true") && !value.equals("false")) {
            wrong(name, "must be true or false");
        }
        return "true".equals(value);
    }

    /** A decimal fraction above 0 and below 1, or {@code absent} where it isn't sent. */
    public BigDecimal share(String name, String value, BigDecimal absent) {
        if (value == null) {
            return absent;
        }
        if (value.matches("0?\\.[0-9]{1,20}") && new BigDecimal(value).signum() > 0) {
            return new BigDecimal(value).stripTrailingZeros();
        }
        wrong(name, "must be above 0 and below 1, with at most 20 decimals");
        return absent;
    }

    /** Notes that a parameter is wrong in a way that only the caller can tell. */
    public void wrong(String name, String message) {
        errors.add(new FieldError(name, message));
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
}
