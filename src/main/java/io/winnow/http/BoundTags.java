package io.winnow.http;

import java.util.Set;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;

/**
 * Keeps what clients make up out of the tags of the HTTP server's meters. Quarkus tags a 404 as such, but any other refusal
 * with the path and the method as they came: a hundred odd ones, and Micrometer counts no further path at all.
 */
class BoundTags {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS");
    private static final String OTHER = "OTHER";

    @Produces
    @Singleton
    MeterFilter known(AllowedMethods methods) {
        return new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                return id.getName().startsWith("http.server") ? bound(id, methods) : id;
            }
        };
    }

    private static Meter.Id bound(Meter.Id id, AllowedMethods methods) {
        return id.replaceTags(id.getTags().stream().map(tag -> isKnown(tag, methods)
                ? tag
                : Tag.of(tag.getKey(), OTHER)).toList());
    }

    private static boolean isKnown(Tag tag, AllowedMethods methods) {
        return switch (tag.getKey()) {
            // What is no path is one of Quarkus' own words, such as NOT_FOUND.
            case "uri" -> !tag.getValue().startsWith("/") || methods.know(tag.getValue());
            case "method" -> METHODS.contains(tag.getValue());
            default -> true;
        };
    }
}
