package io.winnow.console.client;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import io.winnow.console.Utf8;

/** Any JSON as an outline to read: what is inside of something stands below it, further in. */
final class Outline {
    private static final int STEP = 2;
    private static final int LONGEST_BAR = 40;

    private final List<String> lines = new ArrayList<>();

    private Outline() {}

    static List<String> of(JsonNode json) {
        var outline = new Outline();
        outline.inside(json, 0);
        return outline.lines;
    }

    private void inside(JsonNode json, int depth) {
        if (json.isObject()) {
            var width = longestName(json);
            json.fields().forEachRemaining(member -> member(member.getKey(), member.getValue(), depth, width));
        } else if (isNumbers(json)) {
            bars(json, depth);
        } else {
            for (var element : json) {
                if (element.isContainerNode()) {
                    line(depth, "-");
                    inside(element, depth + STEP);
                } else {
                    line(depth, "- " + text(element));
                }
            }
        }
    }

    private void member(String key, JsonNode value, int depth, int width) {
        var name = key.replace('_', ' ');
        if (value.isContainerNode() && !value.isEmpty()) {
            line(depth, name);
            inside(value, depth + STEP);
        } else {
            line(depth,
                    name + " ".repeat(width - name.length() + STEP) + (value.isContainerNode() ? "-" : text(value)));
        }
    }

    /** A list of numbers, such as clicks by position: each with its place and a bar of its share of the largest. */
    private void bars(JsonNode numbers, int depth) {
        var most = 0.0;
        var width = 0;
        for (var number : numbers) {
            most = Math.max(most, number.asDouble());
            width = Math.max(width, text(number).length());
        }
        var place = 0;
        for (var number : numbers) {
            place++;
            var length = most > 0 ? (int) Math.round(Math.max(0, number.asDouble()) / most * LONGEST_BAR) : 0;
            line(depth,
                    ("%3d  %" + width + "s  %s").formatted(place, text(number), "#".repeat(length)).stripTrailing());
        }
    }

    private void line(int depth, String text) {
        lines.add(" ".repeat(depth) + Utf8.inLine(text));
    }

    private static boolean isNumbers(JsonNode list) {
        for (var element : list) {
            if (!element.isNumber()) {
                return false;
            }
        }
        return !list.isEmpty();
    }

    private static int longestName(JsonNode object) {
        var longest = 0;
        for (var names = object.fieldNames(); names.hasNext();) {
            var name = names.next();
            longest = object.get(name).isContainerNode() && !object.get(name).isEmpty()
                    ? longest
                    : Math.max(longest, name.length());
        }
        return longest;
    }

    /** Four digits behind the point are enough to read. */
    private static String text(JsonNode value) {
        if (value.isNull()) {
            return "-";
        }
        return value.isFloatingPointNumber()
                ? new BigDecimal(value.asText()).setScale(4, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString()
                : value.asText();
    }
}
