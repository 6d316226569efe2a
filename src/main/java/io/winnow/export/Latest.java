package io.winnow.export;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;

/** Remembers the latest of what takes long to make and never changes, and makes it once for all who wait for it. */
final class Latest<T> {
    private static final int MOST = 100;

    private final Map<Object, Uni<T>> values = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Uni<T>> eldest) {
            return size() > MOST;
        }
    };

    /** What is kept or being made under the key, or else what is made by this. */
    synchronized Uni<T> get(Object key, Supplier<Uni<T>> made) {
        return Optional.ofNullable(values.get(key)).orElseGet(() -> {
            var once = made.get().onFailure().invoke(() -> forget(key)).memoize().indefinitely();
            values.put(key, once);
            return once;
        });
    }

    /** Keeps what has been made on another occasion. */
    synchronized void keep(Object key, T value) {
        values.put(key, Uni.createFrom().item(value));
    }

    private synchronized void forget(Object key) {
        values.remove(key);
    }
}
