package io.winnow.training;

import java.util.List;

/** What the rows of a format are. */
interface Layout {

    /** The columns of a row; one without a name where a row is a line of text. */
    List<Column> columns();

    /** The rows of a session. Those that can't be made are counted. */
    List<Object[]> rows(Snapshot snapshot, List<Judgement> judged, Tally tally);

    /** Whether a session without a query is of no use. */
    default boolean needsQuery() {
        return true;
    }

    /** Whether a session that is marked irrelevant is of use without a positive. */
    default boolean takesNegativesAlone() {
        return true;
    }

    /** Why a session has no rows. */
    default String lack(List<Judgement> judged) {
        return judged.isEmpty() ? "no_result" : "no_text";
    }

    /** The layout of a recipe. */
    static Layout of(Recipe recipe, ClickModel model) {
        var texts = new TextField(recipe.textField());
        return switch (recipe.of()) {
            case pairs -> new Pairs(texts);
            case triplets -> new Triplets(texts, recipe.negatives());
            case lists -> new Lists(texts, model.isWhole());
            case svmlight -> new SvmLight(recipe.features());
            case lightgbm -> new LightGbm(recipe.features());
            case groups -> new Groups();
            case qrels -> new Qrels();
            case topics -> new Topics();
            case sessions -> new Whole();
            case parquet -> throw new IllegalArgumentException("A parquet file is one of something");
        };
    }
}
