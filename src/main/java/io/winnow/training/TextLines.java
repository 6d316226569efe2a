package io.winnow.training;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** A layout whose rows are lines of text. */
interface TextLines extends Layout {
    /** What would end a word, a line or the comment that an id stands in, and what marks that it was replaced. */
    Pattern UNFIT = Pattern.compile("[\\s\\p{Cc}\\p{Z}%#]");

    int DECIMALS = 6;

    @Override
    default List<Column> columns() {
        return List.of(new Column("", Column.Kind.TEXT));
    }

    /** An id as one word: white space, control characters, {@code %} and {@code #} are percent-encoded. */
    static String word(String id) {
        return UNFIT.matcher(id).replaceAll(match -> percent(match.group()));
    }

    /** A text in one line, its white space as single blanks. */
    static String line(String text) {
        return text.replaceAll("[\\s\\p{Cc}\\p{Z}]+", " ").strip();
    }

    /** A number as short as it goes; {@code 1E+300} stays that. */
    static String number(BigDecimal value) {
        var bare = value.stripTrailingZeros();
        return Math.abs((long) bare.scale()) > 20 ? bare.toString() : bare.toPlainString();
    }

    /** A label: whole, or with its decimals where the model's labels have any. */
    static String label(BigDecimal label) {
        return number(label.setScale(DECIMALS, RoundingMode.HALF_EVEN));
    }

    private static String percent(String character) {
        return HexFormat.of().withUpperCase().formatHex(character.getBytes(StandardCharsets.UTF_8)).replaceAll("..",
                "%$0");
    }
}
