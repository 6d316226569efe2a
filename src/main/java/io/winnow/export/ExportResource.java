package io.winnow.export;

import static org.jboss.logging.Logger.Level.WARN;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestMulti;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import io.winnow.http.Streamed;
import io.winnow.problem.Failures;
import io.winnow.telemetry.Noted;
import io.winnow.training.Format;

/** A batch as the file of a trainer. */
@Path("/batch/export")
@Tag(name = "Batches")
public class ExportResource {
    /** The last session number that went in: to be sent again as {@code last_number} when an export is taken up again. */
    static final String LAST_NUMBER = "Winnow-Last-Number";

    private static final Logger LOG = Logger.getLogger(ExportResource.class);

    private final Exports exports;

    ExportResource(Exports exports) {
        this.exports = exports;
    }

    @GET
    @Operation(summary = "A batch as a file of training data", description = "A stream, compressed by zstd or gzip where"
            + " the client accepts it. Of a collecting batch comes what it holds when the call begins; the header"
            + " Winnow-Last-Number tells up to which number. The same call gives the same bytes, but for compression. An"
            + " answer that was cut off lacks its last chunk.")
    @APIResponse(responseCode = "200", description = "The file", content = {
            @Content(mediaType = Streamed.LINES, schema = @Schema(type = SchemaType.OBJECT)),
            @Content(mediaType = "text/plain", schema = @Schema(type = SchemaType.STRING)),
            @Content(mediaType = "text/tab-separated-values", schema = @Schema(type = SchemaType.STRING)),
            @Content(mediaType = "application/vnd.apache.parquet", schema = @Schema(type = SchemaType.STRING, format = "binary")),
            @Content(mediaType = MediaType.APPLICATION_OCTET_STREAM, schema = @Schema(type = SchemaType.STRING, format = "binary", description = "What comes behind `from_byte`."))})
    @APIResponse(responseCode = "404", ref = "BatchNotFound")
    public RestMulti<byte[]> export(@BeanParam ExportQuery query,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.ACCEPT_ENCODING) String accepted,
            @Context HttpServerResponse response) {
        var request = ExportRequest.of(query);
        // A parquet file is compressed in itself.
        var coding = request.recipe().format() == Format.parquet ? Coding.identity : Coding.of(accepted);
        return RestMulti.fromUniResponse(exports.begin(request),
                export -> Compress.by(coding, exports.bytes(export)).onFailure()
                        .invoke(failure -> cut(response, export, failure)),
                export -> headers(export, coding));
    }

    @GET
    @Path("manifest")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "What the file of an export was made from and what it is", description = "Takes the parameters of"
            + " the export. Where the file was not made of late it is made for this, which takes as long.")
    @APIResponse(responseCode = "200", description = "The manifest", content = @Content(schema = @Schema(implementation = Manifest.class)))
    @APIResponse(responseCode = "404", ref = "BatchNotFound")
    public Uni<Manifest> manifest(@BeanParam ExportQuery query) {
        return exports.manifest(ExportRequest.of(query));
    }

    /** The framework's own reset has no error code: over HTTP/2 the answer would look complete. */
    private static void cut(HttpServerResponse response, Export export, Throwable failure) {
        if (Failures.isPassing(failure)) {
            Noted.batch(LOG, WARN, export.request().batchId(), "%s was broken off: %s", export, failure);
        } else {
            LOG.errorf(failure, "%s failed", export);
        }
        if (response.headWritten()) {
            response.reset(Streamed.HTTP_2_INTERNAL_ERROR);
        }
    }

    private static Map<String, List<String>> headers(Export export, Coding coding) {
        var headers = new LinkedHashMap<String, List<String>>();
        headers.put(HttpHeaders.CONTENT_TYPE, List.of(mediaType(export.request())));
        headers.put(HttpHeaders.VARY, List.of(HttpHeaders.ACCEPT_ENCODING));
        headers.put(LAST_NUMBER, List.of(Integer.toString(export.lastNumber())));
        headers.put(HttpHeaders.CONTENT_DISPOSITION,
                List.of("attachment; filename=\"" + fileName(export.request()) + "\""));
        if (coding != Coding.identity) {
            headers.put(HttpHeaders.CONTENT_ENCODING, List.of(coding.name()));
        }
        return headers;
    }

    /** What begins in the middle of a file is none. */
    private static String mediaType(ExportRequest request) {
        return request.fromByte() > 0 ? MediaType.APPLICATION_OCTET_STREAM : request.recipe().format().mediaType();
    }

    private static String fileName(ExportRequest request) {
        var recipe = request.recipe();
        var side = recipe.splitSide() == null ? "" : "-" + recipe.splitSide();
        return "batch-" + request.batchId() + "-" + recipe.of() + side + "." + recipe.format().extension();
    }
}
