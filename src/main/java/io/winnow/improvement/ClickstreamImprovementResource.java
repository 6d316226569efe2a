package io.winnow.improvement;

import jakarta.ws.rs.Path;

/** The same call where clients of Embedding Studio look for it. */
@Path("/api/v1/clickstream/internal/session/use-for-improvement")
public class ClickstreamImprovementResource extends ImprovementResource {
    ClickstreamImprovementResource(ScheduleImprovement improvement) {
        super(improvement);
    }
}
