package io.winnow.training;

/**
 * What stands for an object.
 *
 * @param field the field of its {@code meta}, or {@code null} for its id
 */
record Texts(String field) {

    /** The text; {@code null}, and counted, where there is none. */
    String of(Judgement judgement, Tally tally) {
        var text = judgement.shown().text(field);
        if (text == null) {
            tally.rowLeftOut("no_text");
        }
        return text;
    }
}
