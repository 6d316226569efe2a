package io.winnow.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * One line of the table: what was measured in each round of the floor and of the service, and how the two relate.
 *
 * @param row which row of the benchmark it belongs to
 * @param what what was measured
 * @param unit of the absolute figures
 * @param goal what the median ratio is held against, as docs/performance.md has it; empty where there is none
 * @param floor by round
 * @param service by round
 */
record Figure(String row, String what, String unit, String goal, List<Double> floor, List<Double> service) {

    static Figure of(String row, String what, String unit, String goal) {
        return new Figure(row, what, unit, goal, new ArrayList<>(), new ArrayList<>());
    }

    /** As it stands in what was measured, whatever the machine's language. */
    static String count(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Adds a round. */
    void add(double ofFloor, double ofService) {
        floor.add(ofFloor);
        service.add(ofService);
    }

    void add(Turns<Double> both) {
        add(both.floor(), both.service());
    }

    /** The service's figure by the floor's, round by round. */
    List<Double> ratios() {
        return IntStream.range(0, floor.size()).mapToObj(i -> service.get(i) / floor.get(i)).toList();
    }

    static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        var middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** Whether the median ratio meets the goal, {@code ≥ x} or {@code ≤ x}. */
    boolean isMet() {
        var limit = goal.isEmpty() ? 0 : Double.parseDouble(goal.substring(2));
        return goal.isEmpty() || (goal.startsWith("≥") ? median(ratios()) >= limit : median(ratios()) <= limit);
    }

    /** As a line of a Markdown table. */
    String markdown() {
        var ratios = ratios();
        return String.format(Locale.ROOT, "| %s | %s | %s %s | %s %s | %s | %s to %s | %s | %s |%n", row, what,
                rounded(median(floor)), unit, rounded(median(service)), unit, ratio(median(ratios)),
                ratio(ratios.stream().min(Double::compare).orElseThrow()),
                ratio(ratios.stream().max(Double::compare).orElseThrow()),
                goal, goal.isEmpty() ? "" : isMet() ? "yes" : "no");
    }

    /** There is none to a client's processor time that was less than a tick of the clock. */
    private static String ratio(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.2f", value) : "–";
    }

    private static String rounded(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : value >= 1 ? "%.2f" : "%.3f", value);
    }
}
