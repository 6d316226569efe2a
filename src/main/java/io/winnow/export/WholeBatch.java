package io.winnow.export;

import io.winnow.training.ClickRates;
import io.winnow.training.Lessons;
import io.winnow.training.Recipe;
import io.winnow.training.TimeCut;

/** What must be known of the whole of a batch before the first row can be made. */
record WholeBatch(ClickRates rates, TimeCut times) {

    Lessons lessons(Recipe recipe) {
        return new Lessons(recipe, rates, times.from(recipe.testShare()));
    }
}
