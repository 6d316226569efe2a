package io.winnow;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same against what is packaged: the jar, or the executable. */
@QuarkusIntegrationTest
class MainJobIT extends MainJobTest {}
