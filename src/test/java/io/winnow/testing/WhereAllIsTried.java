package io.winnow.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Tests that a plain build has run within its own JVM, and not once more against the jar: each class starts the service anew,
 * which takes longer than its tests. {@code -Dnative} and {@code -Dwinnow.packaged=all} run them.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfSystemProperty(named = "winnow.packaged", matches = "all", disabledReason = "on request: -Dwinnow.packaged=all")
public @interface WhereAllIsTried {
}
