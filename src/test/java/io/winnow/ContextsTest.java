package io.winnow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.winnow.testing.Servers;

/** ADR 26. A context that the settings do not name, as that of another extension, would be cleared at each step. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ContextsTest {
    @Test
    void a_step_of_a_uni_is_called_as_it_is_with_no_contexts_around_it() {
        Function<String, Integer> step = String::length;

        assertThat(Infrastructure.decorate(step)).isSameAs(step);
    }
}
