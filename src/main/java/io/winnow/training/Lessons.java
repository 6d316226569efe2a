package io.winnow.training;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes the rows of one session after another, and counts what became of each. */
public final class Lessons {
    private final Recipe recipe;
    private final ClickModel model;
    private final Split split;
    private final Layout layout;
    private final Tally tally = new Tally();

    /**
     * @param rates of the whole batch, where {@link Recipe#needsRates}
     * @param testFrom where {@link Recipe#needsTimes}: the time from which on sessions are test, UTC seconds
     */
    public Lessons(Recipe recipe, ClickRates rates, long testFrom) {
        this.recipe = recipe;
        model = switch (recipe.labels()) {
            case clicks -> recipe.weights().clicks();
            case cascade -> new Cascade(recipe.weights());
            case weights -> recipe.weights();
            case coec -> rates;
        };
        split = recipe.splitSide() == null
                ? null
                : new Split(recipe.splitSide(), recipe.testShare(), recipe.splitBy(), testFrom);
        layout = Layout.of(recipe, model);
    }

    /** The columns of the rows. */
    public List<Column> columns() {
        var columns = new ArrayList<>(layout.columns());
        if (showsProvenance()) {
            columns.add(new Column("session_id", Column.Kind.TEXT));
            columns.add(new Column("session_number", Column.Kind.INTEGER));
        }
        return columns;
    }

    /** Whether the session is to come out as it is; counts it. */
    public boolean keeps(Snapshot snapshot) {
        var isKept = isOnThisSide(snapshot);
        if (isKept) {
            tally.out(1);
        }
        return isKept;
    }

    /** Counts a session as if it came out. */
    void look(Snapshot snapshot) {
        if (recipe.isPlain()) {
            keeps(snapshot);
        } else {
            rows(snapshot);
        }
    }

    /** The rows of a session; counts it. */
    public List<Object[]> rows(Snapshot snapshot) {
        if (!isOnThisSide(snapshot)) {
            return List.of();
        }
        var judged = recipe.isPlain() ? List.<Judgement>of() : judge(snapshot);
        var fault = fault(snapshot, judged);
        var rows = fault == null ? layout.rows(snapshot, judged, tally) : List.<Object[]>of();
        if (rows.isEmpty()) {
            tally.leftOut(fault == null ? layout.lack(judged) : fault);
        } else {
            tally.out(rows.size());
        }
        return showsProvenance() ? rows.stream().map(row -> withProvenance(row, snapshot)).toList() : rows;
    }

    /** So many sessions came out unread. */
    public void passed(long sessions) {
        tally.outWhole(sessions);
    }

    public Tally.Counts counts() {
        return tally.counts();
    }

    private boolean isOnThisSide(Snapshot snapshot) {
        var isHere = split == null || split.keeps(snapshot);
        if (!isHere) {
            tally.leftOut("other_side");
        }
        return isHere;
    }

    private List<Judgement> judge(Snapshot snapshot) {
        return snapshot.isIrrelevant()
                ? snapshot.shown().stream().map(shown -> new Judgement(shown, BigDecimal.ZERO)).toList()
                : model.judge(snapshot);
    }

    /** A whole session tells it anyway, and a line of text has no columns. */
    private boolean showsProvenance() {
        return recipe.showsProvenance() && recipe.of().isTaught();
    }

    /** Why the session is of no use, or {@code null}. */
    private String fault(Snapshot snapshot, List<Judgement> judged) {
        if (recipe.isPlain()) {
            return null;
        }
        if (snapshot.isIrrelevant() && !recipe.includesIrrelevant()) {
            return "irrelevant";
        }
        if (layout.needsQuery() && TextField.isBlank(snapshot.query())) {
            return "no_query";
        }
        var needsPositive = !snapshot.isIrrelevant() || !layout.takesNegativesAlone();
        return needsPositive && judged.stream().noneMatch(Judgement::isPositive) ? "no_positive" : null;
    }

    private static Object[] withProvenance(Object[] row, Snapshot snapshot) {
        var longer = Arrays.copyOf(row, row.length + 2);
        longer[row.length] = snapshot.sessionId();
        longer[row.length + 1] = snapshot.number();
        return longer;
    }
}
