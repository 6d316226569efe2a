package io.winnow.training;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.winnow.json.Texts;

/**
 * Counts how often each key came, and remembers which came most. A key is 12 octets here, however long its text is, and
 * beyond some millions of them no new ones are taken: so its memory has an end.
 */
final class KeyCounts {
    private static final int MOST_SLOTS = 1 << 22;
    private static final int TOP = 10;
    private static final int LONGEST_TEXT = 200;

    private long[] keys = new long[1 << 10];
    private int[] counts = new int[1 << 10];
    private int distinct;
    private boolean isExact = true;
    /** Once a key is among those that came most, only others that came more often can put it out. */
    private final List<Key> top = new ArrayList<>();

    /** A key, shortened where it is long, and how often it came. */
    public record Key(String text, int count) {}

    void add(String text) {
        var key = hash(text);
        var slot = slot(key);
        if (counts[slot] == 0) {
            if (distinct >= MOST_SLOTS / 4 * 3) {
                isExact = false;
                return;
            }
            keys[slot] = key;
            distinct++;
        }
        rank(text, ++counts[slot]);
        if (distinct > keys.length / 4 * 3 && keys.length < MOST_SLOTS) {
            grow();
        }
    }

    int distinct() {
        return distinct;
    }

    /** Whether there were no more keys than could be told apart. */
    boolean isExact() {
        return isExact;
    }

    /** How many times a key came that came more than once. */
    long repeated() {
        var sum = 0L;
        for (var count : counts) {
            sum += count > 1 ? count : 0;
        }
        return sum;
    }

    /** Those that came most, the first first. */
    List<Key> top() {
        return top.stream().map(key -> new Key(Texts.shorten(key.text(), LONGEST_TEXT), key.count())).toList();
    }

    private void rank(String text, int count) {
        if (top.size() == TOP && count <= top.get(TOP - 1).count()) {
            return;
        }
        top.removeIf(key -> key.text().equals(text));
        top.add(new Key(text, count));
        top.sort(Comparator.comparingInt(Key::count).reversed().thenComparing(Key::text));
        if (top.size() > TOP) {
            top.remove(TOP);
        }
    }

    private int slot(long key) {
        var slot = (int) key & keys.length - 1;
        while (counts[slot] != 0 && keys[slot] != key) {
            slot = slot + 1 & keys.length - 1;
        }
        return slot;
    }

    private void grow() {
        var oldKeys = keys;
        var oldCounts = counts;
        keys = new long[oldKeys.length * 2];
        counts = new int[oldKeys.length * 2];
        for (var i = 0; i < oldKeys.length; i++) {
            if (oldCounts[i] > 0) {
                var slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                counts[slot] = oldCounts[i];
            }
        }
    }

    private static long hash(String text) {
        return ByteBuffer.wrap(Sha256.of(text.getBytes(StandardCharsets.UTF_8))).getLong();
    }
}
