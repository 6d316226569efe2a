package io.winnow.export;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.winnow.batch.Batch;

/** Remembers the latest manifests, so that whoever has loaded a file need not wait for it to be made once more. */
@ApplicationScoped
class Manifests {
    private static final int MOST = 1_000;

    private final Map<List<Object>, Manifest> latest = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Object>, Manifest> eldest) {
            return size() > MOST;
        }
    };

    /** The manifest of such an export, if it was made of late. */
    synchronized Optional<Manifest> find(Batch batch, ExportRequest request, int last) {
        return Optional.ofNullable(latest.get(key(batch, request, last)));
    }

    /** Keeps the manifest of an export that has come to its end, and tells it. */
    synchronized Manifest keep(Export export) {
        return latest.computeIfAbsent(key(export.batch(), export.request(), export.lastNumber()),
                key -> export.manifest());
    }

    private static List<Object> key(Batch batch, ExportRequest request, int last) {
        return List.of(batch.id, batch.status, last, request.after(), request.recipe().options());
    }
}
