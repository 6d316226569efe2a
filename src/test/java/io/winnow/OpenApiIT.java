package io.winnow;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.winnow.testing.WhereAllIsTried;

/** The same against what is packaged: the jar, or the executable. */
@WhereAllIsTried
@QuarkusIntegrationTest
class OpenApiIT extends OpenApiTest {}
