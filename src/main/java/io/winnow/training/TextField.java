package io.winnow.training;

/**
 * What stands for an object.
 *
 * @param name the field of its {@code meta}, or {@code null} for its id
 */
record TextField(String name) {

    /** The text; {@code null}, and counted, where there is none. */
    String of(Judgement judgement, Tally tally) {
        var text = judgement.shown().text(name);
        if (text == null) {
            tally.rowLeftOut("no_text");
        }
        return text;
    }
}
