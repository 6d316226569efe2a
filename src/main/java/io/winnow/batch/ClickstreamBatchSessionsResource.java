package io.winnow.batch;

import jakarta.ws.rs.Path;

/** The same call where clients of Embedding Studio look for it. */
@Path("/api/v1/clickstream/internal/batch/sessions")
public class ClickstreamBatchSessionsResource extends BatchSessionsResource {
    ClickstreamBatchSessionsResource(SessionPages pages) {
        super(pages);
    }
}
