package io.winnow.console;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A point in time: UTC seconds, as everywhere in Winnow, or ISO 8601 with its offset. */
final class Moment implements ITypeConverter<Instant> {

    @Override
    public Instant convert(String value) {
        if (value.matches("\\d{1,11}")) {
            return Instant.ofEpochSecond(Long.parseLong(value));
        }
        try {
            return OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeException e) {
            throw new TypeConversionException(
                    "needs UTC seconds or a time such as 2026-11-25T08:00:00Z, not " + value);
        }
    }
}
