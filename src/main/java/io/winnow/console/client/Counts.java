package io.winnow.console.client;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Numbers by name, some of them in groups, as the service tells of long work: summed up over several calls. */
final class Counts {
    private final ObjectNode sums = Json.object();

    void add(JsonNode counts) {
        add(sums, counts);
    }

    long get(String name) {
        return sums.path(name).asLong();
    }

    ObjectNode json() {
        return sums;
    }

    /** The counts of an answer in words, without those in groups that are zero. */
    static String words(JsonNode counts) {
        List<String> words = new ArrayList<>();
        counts.fields().forEachRemaining(count -> {
            if (count.getValue().isNumber()) {
                words.add(count.getKey().replace('_', ' ') + " " + count.getValue());
            }
        });
        counts.fields().forEachRemaining(group -> {
            var inside = Json.object();
            group.getValue().fields().forEachRemaining(count -> {
                if (count.getValue().isContainerNode() || count.getValue().asLong() != 0) {
                    inside.set(count.getKey(), count.getValue());
                }
            });
            if (!inside.isEmpty()) {
                words.add(group.getKey().replace('_', ' ') + " (" + words(inside) + ")");
            }
        });
        return String.join(", ", words);
    }

    private static void add(ObjectNode to, JsonNode counts) {
        counts.fields().forEachRemaining(count -> {
            if (count.getValue().isIntegralNumber()) {
                to.put(count.getKey(), to.path(count.getKey()).asLong() + count.getValue().asLong());
            } else if (count.getValue().isObject()) {
                add(to.withObject("/" + count.getKey()), count.getValue());
            }
        });
    }
}
