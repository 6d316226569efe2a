package io.winnow.export;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Remembers the latest of what takes long to make and never changes. */
final class Latest<T> {
    private static final int MOST = 1_000;

    private final Map<Object, T> values = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, T> eldest) {
            return size() > MOST;
        }
    };

    synchronized Optional<T> find(Object key) {
        return Optional.ofNullable(values.get(key));
    }

    /** What is kept under the key; made now where there is nothing. */
    synchronized T keep(Object key, Supplier<T> made) {
        return values.computeIfAbsent(key, absent -> made.get());
    }
}
