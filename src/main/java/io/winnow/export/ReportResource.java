package io.winnow.export;

import static org.jboss.logging.Logger.Level.INFO;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestQuery;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.winnow.json.QueryInput;
import io.winnow.telemetry.Noted;

/** What there is to learn from a batch: people look before they train. */
@Path("/batch/report")
@Tag(name = "Batches")
public class ReportResource {
    private static final int USUAL_FOLD = 5;

    private static final Logger LOG = Logger.getLogger(ReportResource.class);

    private final Reports reports;

    ReportResource(Reports reports) {
        this.reports = reports;
    }

    /** The page. */
    @CheckedTemplate
    static class Templates {
        private Templates() {}

        static native TemplateInstance report(Report report);
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "A report on the quality of a batch", description = "Reads the whole batch. Takes the parameters"
            + " of an export but for its format, and tells under `yields` what each format would give by them.")
    @APIResponse(responseCode = "200", description = "The report", content = @Content(schema = @Schema(implementation = Report.class)))
    @APIResponse(responseCode = "404", ref = "BatchNotFound")
    public Uni<Report> json(@BeanParam ExportQuery query,
            @Parameter(description = "How many results are seen without scrolling.", schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000", defaultValue = "5")) @RestQuery("fold") String fold) {
        return report(query, fold);
    }

    /** Under a path of its own: by one path for both the framework answers 500 to a GET with a malformed Content-Type. */
    @GET
    @Path("page")
    @Produces(MediaType.TEXT_HTML)
    @Operation(summary = "The report as a page for people", description = "Takes the parameters of the report.")
    @APIResponse(responseCode = "200", description = "The page", content = @Content(mediaType = MediaType.TEXT_HTML, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(responseCode = "404", ref = "BatchNotFound")
    public Uni<String> page(@BeanParam ExportQuery query,
            @Parameter(schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000", defaultValue = "5")) @RestQuery("fold") String fold) {
        return report(query, fold).chain(report -> Templates.report(report).createUni());
    }

    private Uni<Report> report(ExportQuery query, String fold) {
        var input = new QueryInput();
        var above = (int) input.integer("fold", fold, USUAL_FOLD, 1, 1_000);
        input.check();
        var request = ExportRequest.of(query);
        return reports.of(request, above).invoke(() -> Noted.batch(LOG, INFO, request.batchId(),
                "The report on batch %s is done", request.batchId()));
    }
}
