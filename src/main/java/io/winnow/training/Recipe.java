package io.winnow.training;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to be made of a batch, and how. The same recipe makes the same bytes of the same batch.
 *
 * @param of what the rows of a {@code parquet} are; otherwise the format itself
 * @param weights what the types of events are worth
 * @param textField the field of {@code meta} that is an object's text, or {@code null}: its id stands for it
 * @param features what describes an object, in this order
 * @param negatives how many negatives a positive is put beside, at most
 * @param includesIrrelevant whether sessions that are marked irrelevant come out, with no positive
 * @param splitSide {@code null} for the whole
 * @param showsProvenance whether a row tells which session it is from
 */
public record Recipe(Format format, Format of, ClickModel.Name labels, Weights weights, String textField,
        List<String> features, int negatives, boolean includesIrrelevant, Split.Side splitSide, BigDecimal testShare,
        Split.By splitBy, boolean showsProvenance) {

    /** The same for the rows of another format. */
    public Recipe as(Format other) {
        return new Recipe(other, other, labels, weights, textField, features, negatives, includesIrrelevant,
                splitSide, testShare, splitBy, showsProvenance);
    }

    /** Whether a session comes out as it is, without labels. */
    boolean isPlain() {
        return of == Format.sessions;
    }

    /** Whether a row says all that a session says. */
    public boolean isWhole() {
        return isPlain() && !isPlainLines();
    }

    /** Whether what comes out are lines of the batch itself. */
    public boolean isPlainLines() {
        return format == Format.sessions;
    }

    /** Whether it passes lines on as they are, all of them: then nobody has to read what they say. */
    public boolean isWholeLines() {
        return isPlainLines() && splitSide == null;
    }

    /** Whether the batch's click-through by position must be known first. */
    public boolean needsRates() {
        return !isPlain() && labels == ClickModel.Name.coec;
    }

    /** Whether the times of the batch's sessions must be known first. */
    public boolean needsTimes() {
        return splitSide != null && splitBy == Split.By.time;
    }

    /** The options that matter to this format, by the names of the query parameters, each with its value. */
    public Map<String, String> options() {
        var options = new LinkedHashMap<String, String>();
        options.put("format", format.name());
        if (format == Format.parquet) {
            options.put("of", of.name());
        }
        if (!isPlain()) {
            labelOptions(options);
        }
        if (splitSide != null) {
            options.put("split", splitSide.name());
            options.put("test_share", testShare.toPlainString());
            options.put("split_by", splitBy.name());
        }
        if (of.isTaught() && showsProvenance) {
            options.put("provenance", "true");
        }
        return options;
    }

    private void labelOptions(Map<String, String> options) {
        options.put("labels", labels.name());
        if (weights.byType() != null) {
            options.put("weights", weights.toString());
        }
        if (of.isTaught() && textField != null) {
            options.put("text_field", textField);
        }
        if (of == Format.triplets) {
            options.put("negatives", Integer.toString(negatives));
        }
        if (of.hasFeatures()) {
            options.put("features", String.join(",", features));
        }
        if (includesIrrelevant) {
            options.put("include_irrelevant", "true");
        }
    }
}
