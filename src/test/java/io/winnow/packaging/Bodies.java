package io.winnow.packaging;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import jakarta.ws.rs.HttpMethod;

import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The types of the service that calls take and answer with, and those that they are made of. */
final class Bodies {
    private final Set<String> found = new TreeSet<>();

    private Bodies() {}

    /** All of them, by name. */
    static Set<String> of(Stream<Class<?>> house) {
        var bodies = new Bodies();
        house.flatMap(type -> Arrays.stream(type.getDeclaredMethods())).filter(Bodies::isCall).forEach(bodies::addCall);
        return bodies.found;
    }

    private static boolean isCall(Method method) {
        return !Modifier.isStatic(method.getModifiers()) && Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType).anyMatch(type -> type.isAnnotationPresent(HttpMethod.class));
    }

    private void addCall(Method call) {
        add(call.getGenericReturnType());
        // Where the answer is a Response, only the document knows what is in it.
        for (var answer : call.getAnnotationsByType(APIResponse.class)) {
            Arrays.stream(answer.content()).map(Content::schema).forEach(schema -> add(schema.implementation()));
        }
    }

    private void add(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            add(parameterized.getRawType());
            Arrays.stream(parameterized.getActualTypeArguments()).forEach(this::add);
        } else if (type instanceof Class<?> plain && plain.getName().startsWith("io.winnow")
                && found.add(plain.getName()) && plain.isRecord()) {
            Arrays.stream(plain.getRecordComponents()).map(RecordComponent::getGenericType).forEach(this::add);
        }
    }
}
