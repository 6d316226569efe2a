package io.winnow.console;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Where a record stands in its topic, written PARTITION-OFFSET. */
record Position(int partition, long offset) {

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,9})-(\\d{1,18})");

    static Optional<Position> parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        return written.matches()
                ? Optional.of(new Position(Integer.parseInt(written.group(1)), Long.parseLong(written.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return partition + "-" + offset;
    }

    /** For the options that take one. */
    static final class Converter implements ITypeConverter<Position> {

        @Override
        public Position convert(String value) {
            return parse(value).orElseThrow(() -> new TypeConversionException(
                    "needs a partition and an offset, such as 0-17, not " + value));
        }
    }
}
