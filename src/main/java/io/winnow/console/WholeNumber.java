package io.winnow.console;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How many of something: from 1 on, below a thousand million. */
final class WholeNumber implements ITypeConverter<Long> {

    @Override
    public Long convert(String value) {
        if (!value.matches("[1-9]\\d{0,8}")) {
            throw new TypeConversionException("needs a whole number from 1 on, not " + value);
        }
        return Long.valueOf(value);
    }
}
