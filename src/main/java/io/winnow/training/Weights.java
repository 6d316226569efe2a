package io.winnow.training;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Labels by what the types of events are worth.
 *
 * @param byType the weight of each type; a type that is not among them is worth 0. {@code null}: each is worth 1
 */
public record Weights(Map<String, BigDecimal> byType) implements ClickModel {
    /** Any event is worth 1. */
    public static final Weights ANY = new Weights(null);

    /** What is worth something is worth 1: the model {@code clicks}. */
    Weights clicks() {
        return byType == null
                ? this
                : new Weights(byType.entrySet().stream().filter(one -> one.getValue().signum() > 0)
                        .collect(Collectors.toMap(Map.Entry::getKey, one -> BigDecimal.ONE)));
    }

    @Override
    public List<Judgement> judge(Snapshot snapshot) {
        var best = best(snapshot);
        return snapshot.shown().stream()
                .map(shown -> new Judgement(shown, best.getOrDefault(shown.objectId(), BigDecimal.ZERO))).toList();
    }

    @Override
    public boolean isWhole() {
        return byType == null || byType.values().stream().allMatch(weight -> weight.stripTrailingZeros().scale() <= 0);
    }

    /** The largest weight of the events on each object. */
    private Map<String, BigDecimal> best(Snapshot snapshot) {
        var best = new HashMap<String, BigDecimal>();
        snapshot.events().forEach(event -> best.merge(event.objectId(), weight(event.type()), BigDecimal::max));
        return best;
    }

    private BigDecimal weight(String type) {
        return byType == null ? BigDecimal.ONE : byType.getOrDefault(type, BigDecimal.ZERO);
    }

    /** As an option gives them, in one order: {@code add_to_cart=2,click=1}. */
    @Override
    public String toString() {
        return new TreeMap<>(byType).entrySet().stream().map(one -> one.getKey() + "=" + one.getValue().toPlainString())
                .collect(Collectors.joining(","));
    }
}
