package io.winnow.export;

import java.util.List;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.winnow.batch.Batch;
import io.winnow.training.Format;
import io.winnow.training.Lessons;
import io.winnow.training.Quality;
import io.winnow.training.QualityReport;
import io.winnow.training.Recipe;

/** Makes reports, and remembers the latest. */
@ApplicationScoped
class Reports {
    private final Walks walks;
    private final Latest<QualityReport> latest = new Latest<>();

    Reports(Walks walks) {
        this.walks = walks;
    }

    /**
     * A report on what the batch holds now; fails with 404 when there is no such batch.
     *
     * @param fold how many results are seen without scrolling
     */
    Uni<Report> of(ExportRequest request, int fold) {
        return Walks.batch(request).chain(batch -> {
            var last = request.last(batch);
            var key = List.of(batch.id, last, request.recipe(), fold);
            return latest.get(key, () -> quality(batch, request.recipe(), last, fold))
                    .map(quality -> new Report(Long.toString(batch.id), batch.status.name(), batch.releaseId, last,
                            quality));
        });
    }

    private Uni<QualityReport> quality(Batch batch, Recipe recipe, int last, int fold) {
        return walks.whole(batch.id, last, recipe.as(Format.lists)).chain(whole -> {
            var lessons = new TreeMap<String, Lessons>();
            Quality.formats().forEach(format -> lessons.put(format.name(), whole.lessons(recipe.as(format))));
            var quality = new Quality(fold, recipe.weights(), lessons);
            return walks.walk(batch.id, 0, last).snapshots(List.of(quality::add)).map(done -> quality.report());
        });
    }
}
