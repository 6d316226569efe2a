package io.winnow.console.client;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A length of time as one types it: {@code 30s}, {@code 5m}, {@code 24h}, {@code 7d}. */
final class Span implements ITypeConverter<Duration> {
    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,9})([smhd])");

    @Override
    public Duration convert(String value) {
        return parse(value).orElseThrow(() -> new TypeConversionException(
                "needs a time such as 30s, 5m or 2h, not " + value));
    }

    static Optional<Duration> parse(String value) {
        var written = WRITTEN.matcher(value);
        if (!written.matches()) {
            return Optional.empty();
        }
        var count = Long.parseLong(written.group(1));
        return Optional.of(switch (written.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        });
    }

    static String text(Duration time) {
        var seconds = time.toSeconds();
        return seconds > 0 && seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
