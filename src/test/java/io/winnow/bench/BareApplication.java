package io.winnow.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;

import org.apache.commons.io.FileUtils;
import org.w3c.dom.NodeList;

import io.winnow.testing.JavaCommand;
import io.winnow.testing.MavenBuild;

/** Quarkus applications with nothing of ours in them, built on the spot from our own pom.xml: of the same version. */
final class BareApplication {
    /**
     * Takes a body and answers a few octets; or answers as many as are asked for, in pieces: an array of megabytes for each call
     * would be humongous to the collector.
     */
    private static final String ENDPOINT = """
            package bare;

            import jakarta.ws.rs.*;
            import io.smallrye.mutiny.Multi;
            import io.smallrye.mutiny.Uni;

            @Path("/bare")
            public class Endpoint {
                private static final byte[] PIECE = new byte[64 * 1024];

                @POST
                @Consumes("application/json")
                @Produces("application/json")
                public Uni<String> take(String body) {
                    return Uni.createFrom().item("{\\"octets\\":" + body.length() + "}");
                }

                @GET
                @Produces("application/octet-stream")
                public Multi<byte[]> page(@QueryParam("octets") int octets) {
                    return Multi.createFrom().range(0, octets / PIECE.length + 1).map(piece -> piece < octets / PIECE.length
                            ? PIECE
                            : new byte[octets % PIECE.length]);
                }
            }
            """;

    /** What the extensions can't do without; Flyway looks at a history of its own, and finds nothing to do. */
    private static final String PROPERTIES = """
            quarkus.banner.enabled=false
            quarkus.devservices.enabled=false
            quarkus.datasource.db-kind=postgresql
            quarkus.datasource.jdbc.url=jdbc:${quarkus.datasource.reactive.url}
            quarkus.hibernate-orm.schema-management.strategy=none
            quarkus.hibernate-orm.blocking=false
            quarkus.flyway.migrate-at-start=true
            quarkus.flyway.table=bare_history
            quarkus.flyway.baseline-on-migrate=true
            quarkus.flyway.locations=db/bare
            quarkus.swagger-ui.always-include=true
            quarkus.otel.sdk.disabled=true
            quarkus.log.console.json.enabled=false
            """;

    private static final String ENTITY = """
            package bare;

            @jakarta.persistence.Entity
            public class Thing extends io.quarkus.hibernate.reactive.panache.PanacheEntity {
                public String name;
            }
            """;

    private static final String CHANNELS = """
            package bare;

            import org.eclipse.microprofile.reactive.messaging.*;
            import io.smallrye.mutiny.Uni;
            import io.smallrye.reactive.messaging.MutinyEmitter;

            @jakarta.enterprise.context.ApplicationScoped
            public class Channels {
                @Channel("out")
                MutinyEmitter<String> out;

                @Incoming("in")
                Uni<Void> pass(String value) {
                    return Uni.createFrom().voidItem();
                }

                @io.quarkus.scheduler.Scheduled(every = "1h", delayed = "1h")
                Uni<Void> send() {
                    return out.send("a message");
                }
            }
            """;

    private static final String CHANNEL_PROPERTIES = """
            mp.messaging.incoming.in.connector=smallrye-kafka
            mp.messaging.incoming.in.topic=floor
            mp.messaging.outgoing.out.connector=smallrye-kafka
            mp.messaging.outgoing.out.topic=floor
            kafka.enable.metrics.push=false
            kafka.metric.reporters=
            """;

    private BareApplication() {}

    /** One REST endpoint and nothing else; returns the jar. */
    static Path endpoint(Path directory) throws Exception {
        write(directory, "src/main/java/bare/Endpoint.java", ENDPOINT);
        return packaged(directory, "quarkus-rest-jackson"::equals);
    }

    /** All our extensions and no code. */
    static Path extensions(Path directory) throws Exception {
        return extensions(directory, PROPERTIES);
    }

    /** The same, with an endpoint, an entity, a channel in and one out, and a scheduled method. */
    static Path extensionsUsedOnce(Path directory) throws Exception {
        write(directory, "src/main/java/bare/Endpoint.java", ENDPOINT);
        write(directory, "src/main/java/bare/Thing.java", ENTITY);
        write(directory, "src/main/java/bare/Channels.java", CHANNELS);
        return extensions(directory, PROPERTIES + CHANNEL_PROPERTIES);
    }

    /** A copy of the application that this jar starts, packed as ours is; returns the copy's jar. */
    static Path packedAsOurs(Path jar, Path directory) throws Exception {
        FileUtils.copyDirectory(jar.getParent().toFile(), directory.toFile());
        var stored = new ProcessBuilder(JavaCommand.of(List.of("-cp", System.getProperty("java.class.path")),
                List.of("src/build/StoreUncompressed.java", directory.toString()))).inheritIO().start();
        if (stored.waitFor() != 0) {
            throw new IllegalStateException("can't be stored uncompressed: " + directory);
        }
        return directory.resolve(jar.getFileName());
    }

    private static Path extensions(Path directory, String properties) throws Exception {
        write(directory, "src/main/resources/application.properties", properties);
        write(directory, "src/main/resources/db/bare/.keep", "");
        return packaged(directory, artifact -> true);
    }

    /** By our own pom.xml, with these of its dependencies. */
    private static Path packaged(Path directory, Predicate<String> dependencies) throws Exception {
        var pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(Path.of("pom.xml").toFile());
        var listed = (NodeList) XPathFactory.newInstance().newXPath()
                .evaluate("/project/dependencies/dependency/artifactId", pom, XPathConstants.NODESET);
        for (var i = 0; i < listed.getLength(); i++) {
            var dependency = listed.item(i).getParentNode();
            if (!dependencies.test(listed.item(i).getTextContent())) {
                dependency.getParentNode().removeChild(dependency);
            }
        }
        TransformerFactory.newInstance().newTransformer().transform(new DOMSource(pom),
                new StreamResult(directory.resolve("pom.xml").toFile()));
        return MavenBuild.packaged(directory);
    }

    private static void write(Path directory, String file, String content) throws IOException {
        var path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }
}
