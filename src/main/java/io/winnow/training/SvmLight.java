package io.winnow.training;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * {@code label qid:number 1:value 2:value # id}: a line for each object that was shown; a feature that it does not have is
 * not written.
 */
record SvmLight(List<String> features) implements TextLines {

    @Override
    public List<Object[]> rows(Snapshot snapshot, List<Judgement> judged, Tally tally) {
        return judged.stream().map(judgement -> new Object[]{TextLines.label(judgement.label()) + " qid:"
                + snapshot.number() + " " + values(judgement.shown()) + "# "
                + TextLines.word(judgement.shown().objectId())}).toList();
    }

    @Override
    public boolean needsQuery() {
        return false;
    }

    private String values(Shown shown) {
        return IntStream.range(0, features.size()).mapToObj(i -> value(i + 1, shown.feature(features.get(i))))
                .collect(Collectors.joining());
    }

    private static String value(int index, BigDecimal value) {
        return value == null ? "" : index + ":" + TextLines.number(value) + " ";
    }
}
