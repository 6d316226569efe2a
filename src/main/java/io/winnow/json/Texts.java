package io.winnow.json;

import java.util.Optional;

/** What a text must be to be stored as it is: PostgreSQL takes no NUL, and UTF-8 has no lone surrogates. */
public final class Texts {
    static final int LONGEST_ID = 256;

    private Texts() {}

    /** What is wrong with the text, if anything. */
    static Optional<String> fault(String text) {
        if (text.indexOf('\0') >= 0) {
            return Optional.of("contains a NUL character");
        }
        return hasLoneSurrogate(text) ? Optional.of("contains a lone surrogate") : Optional.empty();
    }

    /** What is wrong with the length of an id: it has 1 to 256 characters, counted in code points as JSON Schema does. */
    static Optional<String> lengthFault(String id) {
        return id.isEmpty() ? Optional.of("must not be empty") : lengthFault(id, LONGEST_ID);
    }

    /** What is wrong with the length of a text that has at most so many code points. */
    static Optional<String> lengthFault(String text, int most) {
        return text.codePointCount(0, text.length()) > most
                ? Optional.of("must have at most " + most + " characters")
                : Optional.empty();
    }

    /** The text, or so many of its characters and an ellipsis; no character is cut in two. */
    public static String shorten(CharSequence text, int most) {
        return Character.codePointCount(text, 0, text.length()) <= most
                ? text.toString()
                : text.subSequence(0, Character.offsetByCodePoints(text, 0, most)) + "…";
    }

    private static boolean hasLoneSurrogate(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (Character.isHighSurrogate(text.charAt(i)) && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
