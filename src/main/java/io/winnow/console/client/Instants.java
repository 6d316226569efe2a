package io.winnow.console.client;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A point in time as one types it: a day or a time in ISO 8601, in UTC where it has no zone, so long ago, or UTC seconds. */
final class Instants implements ITypeConverter<Instant> {
    private final Clock clock;

    Instants() {
        this(Clock.systemUTC());
    }

    Instants(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Instant convert(String value) {
        if (value.matches("\\d{1,11}")) {
            return Instant.ofEpochSecond(Long.parseLong(value));
        }
        return Span.parse(value).map(clock.instant()::minus).orElseGet(() -> iso(value));
    }

    private static Instant iso(String value) {
        try {
            if (!value.contains("T")) {
                return LocalDate.parse(value).atStartOfDay().toInstant(ZoneOffset.UTC);
            }
            return value.matches(".*(Z|[+-]\\d\\d(:?\\d\\d)?)")
                    ? OffsetDateTime.parse(value).toInstant()
                    : LocalDateTime.parse(value).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new TypeConversionException(
                    "needs a time such as 2026-11-25, 2026-11-25T08:00, 7d (ago) or UTC seconds, not " + value);
        }
    }
}
