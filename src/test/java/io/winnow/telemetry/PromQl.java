package io.winnow.telemetry;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What an expression of Prometheus asks for. */
final class PromQl {
    private static final Pattern TEXT = Pattern.compile("\"[^\"]*\"");
    private static final Pattern GROUPS = Pattern
            .compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    private static final Pattern TIMES = Pattern.compile("\\[[^\\]]*\\]|\\boffset\\s+\\w+");
    private static final Pattern SELECTOR = Pattern
            .compile("\\b([a-zA-Z_:][\\w:]*)\\b\\s*(?:\\{([^}]*)\\}|(?!\\s*\\())");
    private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(=~|!=|!~|=)\\s*\"([^\"]*)\"");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "by", "on", "inf", "nan");
    /** Which Prometheus adds. */
    private static final Set<String> OF_THE_TARGET = Set.of("job", "instance");

    private PromQl() {}

    /** A meter by its name, with the labels that it has to have; other comparisons than by {@code =} are left out. */
    record Selector(String name, Map<String, String> labels) {}

    static Set<Selector> selectors(String expression) {
        var found = new LinkedHashSet<Selector>();
        var bare = TIMES.matcher(GROUPS.matcher(expression).replaceAll("")).replaceAll("");
        var selector = SELECTOR.matcher(bare);
        while (selector.find()) {
            if (selector.group(2) != null || isName(bare, selector.start(), selector.group(1))) {
                found.add(new Selector(selector.group(1), labels(selector.group(2))));
            }
        }
        return found;
    }

    private static boolean isName(String expression, int at, String word) {
        var isInText = TEXT.matcher(expression).results().anyMatch(text -> text.start() < at && at < text.end());
        return !isInText && !WORDS.contains(word) && !Character.isDigit(word.charAt(0));
    }

    private static Map<String, String> labels(String matchers) {
        var labels = new HashMap<String, String>();
        var label = LABEL.matcher(matchers == null ? "" : matchers);
        while (label.find()) {
            if (label.group(2).equals("=") && !OF_THE_TARGET.contains(label.group(1))) {
                labels.put(label.group(1), label.group(3));
            }
        }
        return labels;
    }
}
