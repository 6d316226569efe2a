package io.winnow.training;

/**
 * What stands for an object.
 *
 * @param name the field of its {@code meta}, or {@code null} for its id
 */
record TextField(String name) {
    /** Why a row is left out: another object of its session has the same text. */
    static final String SAME = "same_text";

    /** Whether a reader sees nothing in it: blanks, of which Unicode has many, and control characters. */
    static boolean isBlank(String text) {
        return text.codePoints().allMatch(one -> Character.isWhitespace(one) || Character.isSpaceChar(one)
                || Character.isISOControl(one));
    }

    /** The text; {@code null}, and counted, where there is none. */
    String of(Judgement judgement, Tally tally) {
        var text = judgement.shown().text(name);
        if (text == null) {
            tally.rowLeftOut("no_text");
        }
        return text;
    }
}
