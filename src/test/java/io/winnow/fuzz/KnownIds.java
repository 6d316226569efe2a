package io.winnow.fuzz;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Ids that answers have named, each by its field: requests that refer to them get beyond the first check. There are few,
 * so that calls meet.
 */
final class KnownIds {
    private static final int MOST = 12;

    private final Map<String, List<String>> ids = new HashMap<>();

    /** Remembers the ids in an answer, in the place of older ones. */
    void learn(JsonNode answer) {
        answer.properties().forEach(field -> {
            if (field.getValue().isTextual()) {
                learn(field.getKey(), field.getValue().textValue());
            }
        });
        answer.forEach(this::learn);
    }

    /** One of a field's ids; {@code null} while there is none. */
    String any(String field, Random random) {
        var known = ids.getOrDefault(field, List.of());
        return known.isEmpty() ? null : known.get(random.nextInt(known.size()));
    }

    private void learn(String field, String id) {
        // What one page of batches names as next is what the call takes as after.
        var name = field.equals("next") ? "after" : field;
        if (name.endsWith("_id") || name.equals("after")) {
            var known = ids.computeIfAbsent(name, any -> new ArrayList<>());
            if (!known.contains(id)) {
                known.add(id);
            }
            if (known.size() > MOST) {
                // Not the oldest: an object that many sessions have shown is worth more than the latest one.
                known.remove(Math.floorMod(id.hashCode(), known.size()));
            }
        }
    }
}
